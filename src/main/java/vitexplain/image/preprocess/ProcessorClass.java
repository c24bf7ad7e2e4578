package vitexplain.image.preprocess;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vitexplain.image.resize.Resample;

/**
 * The classes of transformers whose preprocessing is what {@link Preprocessor} does, with the same
 * meaning of every key, and the values of keys that a file leaves out. Others give the same keys
 * another meaning, such as EfficientNet's resizing without antialiasing or LeViT's larger edge.
 */
enum ProcessorClass {
  VIT("ViT", true, square(224), Optional.empty(), Resample.BILINEAR, Colours.HALF),
  DEIT("DeiT", true, square(256), Optional.of(square(224)), Resample.BICUBIC, Colours.HALF),
  BEIT("Beit", true, square(224), Optional.empty(), Resample.BICUBIC, Colours.HALF),
  CLIP("CLIP", false, edge(), Optional.of(square(224)), Resample.BICUBIC, Colours.CLIP),
  BIT("Bit", false, edge(), Optional.of(square(224)), Resample.BICUBIC, Colours.CLIP),
  SIGLIP("Siglip", false, square(224), Optional.empty(), Resample.BICUBIC, Colours.HALF),
  DINOV3("DINOv3ViT", true, square(224), Optional.empty(), Resample.BILINEAR, Colours.IMAGENET);

  private static final Pattern SUFFIX =
      Pattern.compile("ImageProcessor(Fast|Pil)?|FeatureExtractor");

  private final String family;
  private final boolean square;

  @SuppressWarnings("ImmutableEnumChecker") // its implementations are records
  private final ModelSize size;

  @SuppressWarnings("ImmutableEnumChecker") // a record of two numbers
  private final Optional<ModelSize.Exact> crop;

  private final Resample resample;
  private final Colours colours;

  ProcessorClass(
      String family,
      boolean square,
      ModelSize size,
      Optional<ModelSize.Exact> crop,
      Resample resample,
      Colours colours) {
    this.family = family;
    this.square = square;
    this.size = size;
    this.crop = crop;
    this.resample = resample;
    this.colours = colours;
  }

  private static ModelSize.Exact square(int pixels) {
    return new ModelSize.Exact(pixels, pixels);
  }

  private static ModelSize edge() {
    return new ModelSize.ShortestEdge(224);
  }

  /** The class of a name such as {@code ViTImageProcessorFast}; empty if it is none of these. */
  static Optional<ProcessorClass> named(String name) {
    return Arrays.stream(values())
        .filter(each -> name.startsWith(each.family))
        .filter(each -> SUFFIX.matcher(name.substring(each.family.length())).matches())
        .findFirst();
  }

  /** What the class of this name computes with: a name that does not say it means Pillow. */
  Backend backend(String name) {
    if (this == DINOV3) {
      return Backend.TORCHVISION_FLOAT;
    }
    return name.endsWith("Fast") ? Backend.TORCHVISION : Backend.PILLOW;
  }

  /** Their names, for messages. */
  static String names() {
    return Arrays.stream(values())
        .map(each -> each.family + "ImageProcessor")
        .collect(Collectors.joining(", "));
  }

  /** Whether a size of one whole number is both edges of a square, and not the shortest edge. */
  boolean isSquare() {
    return square;
  }

  ModelSize size() {
    return size;
  }

  /** The window that is cut out where the file does not say whether one is. */
  Optional<ModelSize.Exact> crop() {
    return crop;
  }

  Resample resample() {
    return resample;
  }

  Colours colours() {
    return colours;
  }

  /** Keys that a file must give, as versions of transformers differ in their defaults. */
  List<String> required() {
    return this == BEIT ? List.of("size", "do_center_crop") : List.of();
  }
}
