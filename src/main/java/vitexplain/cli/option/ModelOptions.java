package vitexplain.cli.option;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import vitexplain.base.Refusal;
import vitexplain.cli.print.DownloadBar;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.image.preprocess.PreprocessorChoice;
import vitexplain.vit.Devices;
import vitexplain.vit.ModelSettings;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

/** Which model, and where it computes. */
public final class ModelOptions {

  @Option(
      names = "--model",
      paramLabel = "M",
      description =
          "demo (embedded), a directory in Hugging Face layout, OWNER/NAME@REVISION of the hub such"
              + " as google/vit-base-patch16-224 (@REVISION may be left out), or a shape with random weights such as"
              + " shape:vit-base-16-224 (default: ${DEFAULT-VALUE})")
  private String model = "demo";

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
  private Path classes;

  @Option(
      names = "--preprocessor",
      paramLabel = "P",
      description =
          "how pixels are made, for a model without a file that says it: the usual values of vit,"
              + " deit, dinov2, dinov3, clip, siglip, siglip2 or imagenet (timm), or a"
              + " preprocessor_config.json or timm's config.json (default: the model's own file)")
  private String preprocessor;

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "cpu, cuda, cuda:N or auto (default: ${DEFAULT-VALUE})")
  private String device = "cpu";

  /** Finds it, downloads it if need be; how that goes stands on {@code err}. */
  public ModelSource source(CommonOptions common, PrintWriter err) {
    return ModelSource.named(model, Home.demoModel(), new DownloadBar(common.quiet(), err))
        .with(settings());
  }

  private ModelSettings settings() {
    return new ModelSettings(
        Optional.ofNullable(imageSize).map(ModelOptions::size),
        Optional.ofNullable(classes),
        Optional.ofNullable(preprocessor).map(PreprocessorChoice::named));
  }

  private static ModelSize.Exact size(String text) {
    Matcher edges = Pattern.compile("(\\d{1,5})(?:x(\\d{1,5}))?").matcher(text);
    if (!edges.matches()) {
      throw Refusal.request(
          "--image-size is '" + text + "'; expected pixels as N or HEIGHTxWIDTH, such as 336");
    }
    int height = Integer.parseInt(edges.group(1));
    int width = edges.group(2) == null ? height : Integer.parseInt(edges.group(2));
    return new ModelSize.Exact(width, height);
  }

  /**
   * Whether the embedded scenes can be shown to it: the embedded model has their classes, by its
   * name or its folder; random weights have none, and are evaluated on them to see the level of
   * chance.
   */
  public boolean knowsTheScenes() {
    return model.equals("demo") || model.startsWith("shape:") || isDemoFolder();
  }

  private boolean isDemoFolder() {
    try {
      return Files.isSameFile(Path.of(model), Home.demoModel());
    } catch (IOException | InvalidPathException noSuchFolder) {
      return false;
    }
  }

  /** Where it computes; sets the threads, as the engine may start with the question. */
  public Device device(CommonOptions common) {
    common.applyThreads();
    return Devices.resolve(device);
  }

  /** Loads it; says on {@code err} what is loaded where. */
  public Vit open(ModelSource source, CommonOptions common, PrintWriter err) {
    Device resolved = device(common);
    if (!common.quiet()) {
      err.printf(Locale.ROOT, "Model %s on %s%n", source.name(), Devices.name(resolved));
    }
    source.remarks().forEach(remark -> err.println("note: " + remark));
    source.preprocessor(); // what is wrong with it is said before gigabytes are read
    return source.open(resolved, DataType.FLOAT32, common.seed());
  }
}
