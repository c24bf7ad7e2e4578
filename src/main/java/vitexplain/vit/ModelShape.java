package vitexplain.vit;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import vitexplain.base.Refusal;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.RandomWeights;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.TokenRange;
import vitexplain.vit.model.VitConfig;

/**
 * A published shape with seeded random weights: what it computes means nothing, what it costs does.
 *
 * @param name {@code shape:} and the shape's name
 * @param config the shape, 1,000 classes, RGB
 */
public record ModelShape(String name, VitConfig config) implements ModelSource {
  private static final int CLASSES = 1000;

  private static final List<ModelShape> ALL =
      List.of(
          shape("tiny", 16, 224, 192, 12, 3),
          shape("tiny", 16, 384, 192, 12, 3),
          shape("tiny", 16, 512, 192, 12, 3),
          shape("small", 16, 224, 384, 12, 6),
          shape("base", 16, 224, 768, 12, 12),
          shape("large", 16, 224, 1024, 24, 16),
          shape("base", 32, 224, 768, 12, 12),
          shape("base", 16, 384, 768, 12, 12),
          shape("base", 16, 512, 768, 12, 12),
          shape("small", 14, 224, 384, 12, 6),
          dinov2("small", 384, 6),
          dinov2("base", 768, 12));

  private static ModelShape shape(
      String size, int patch, int image, int width, int blocks, int heads) {
    String name = String.format(Locale.ROOT, "shape:vit-%s-%d-%d", size, patch, image);
    return shape(name, patch, image, width, blocks, heads, Readout.CLASS_TOKEN);
  }

  /** Fed 224 x 224, a head on the class token and the patches' mean. */
  private static ModelShape dinov2(String size, int width, int heads) {
    TokenRange patches = new TokenRange(1, TokenRange.OPEN);
    Readout readout = new Readout(List.of(TokenRange.token(0), patches), Readout.Norm.PER_TOKEN);
    return shape("shape:dinov2-" + size + "-14-224", 14, 224, width, 12, heads, readout);
  }

  private static ModelShape shape(
      String name, int patch, int image, int width, int blocks, int heads, Readout readout) {
    return new ModelShape(
        name,
        new VitConfig(
            image,
            image,
            patch,
            3,
            width,
            blocks,
            heads,
            4 * width,
            Activation.GELU,
            true,
            1e-12,
            readout,
            IntStream.range(0, CLASSES).mapToObj(k -> "LABEL_" + k).toList()));
  }

  /** Every shape's name. */
  public static List<String> names() {
    return ALL.stream().map(ModelShape::name).toList();
  }

  /**
   * @throws Refusal if there is no such shape
   */
  static ModelShape named(String name) {
    return ALL.stream()
        .filter(shape -> shape.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.request(
                    "model '"
                        + name
                        + "' is unknown; the shapes are "
                        + String.join(", ", names())));
  }

  @Override
  public ModelSource with(ModelSettings settings) {
    if (settings.equals(ModelSettings.NONE)) {
      return this;
    }
    throw Refusal.request(
        String.format(
            Locale.ROOT,
            "model '%s' has random weights, a size by its name and ViT's own preprocessing;"
                + " --classes, --image-size and --preprocessor are for models that are read from files",
            name));
  }

  @Override
  public List<String> classNames() {
    return config.labels();
  }

  @Override
  public Vit open(Device device, DataType dtype, long seed) {
    NDManager manager = Torch.manager(device);
    return new Vit(manager, config, RandomWeights.create(manager, config, dtype, seed));
  }

  @Override
  public Preprocessor preprocessor() {
    return Preprocessor.defaults(config.imageWidth(), config.imageHeight(), config.channels());
  }

  @Override
  public List<String> remarks() {
    return List.of();
  }

  @Override
  public String sha256() {
    return "random";
  }

  /** The name says it all. */
  @Override
  public String configSha256() {
    return "none";
  }

  @Override
  public String preprocessorSha256() {
    return "none";
  }
}
