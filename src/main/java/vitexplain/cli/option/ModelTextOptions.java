package vitexplain.cli.option;

import java.util.Optional;
import picocli.CommandLine.Option;
import vitexplain.vit.ModelSettings;

/** How a model that is read from files is to be read. */
public final class ModelTextOptions {
  @Option(
      names = "--image-size",
      paramLabel = "N",
      description =
          "pixels of the images that the model reads, N or HEIGHTxWIDTH; its positions are resampled"
              + " (default: the model's own)")
  private String imageSize;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description =
          "for CLIP and SigLIP: a safetensors file with texts' embeddings, see docs/models.md")
  private String classes;

  @Option(
      names = "--preprocessor",
      paramLabel = "P",
      description =
          "how pixels are made, for a model without a file that says it: the usual values of vit,"
              + " deit, dinov2, dinov3, clip, siglip, siglip2 or imagenet (timm), or a"
              + " preprocessor_config.json or timm's config.json (default: the model's own file)")
  private String preprocessor;

  /** As it was typed. */
  public ModelSettings.Text text() {
    return new ModelSettings.Text(
        Optional.ofNullable(imageSize),
        Optional.ofNullable(classes),
        Optional.ofNullable(preprocessor));
  }
}
