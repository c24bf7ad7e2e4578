package vitexplain.image.preprocess;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The classes of transformers whose preprocessing is what {@link Preprocessor} does: resize, centre
 * crop, rescale, normalise, with the same meaning of every key. Others give the same keys another
 * meaning, such as EfficientNet's resizing without antialiasing or LeViT's larger edge.
 */
enum ProcessorClass {
  VIT("ViT", true, List.of()),
  DEIT("DeiT", true, List.of("size", "resample", "do_center_crop")),
  BEIT("Beit", true, List.of("size", "resample", "do_center_crop")),
  CLIP("CLIP", false, List.of("size", "resample", "do_center_crop", "image_mean", "image_std")),
  BIT("Bit", false, List.of("size", "resample", "do_center_crop", "image_mean", "image_std")),
  SIGLIP("Siglip", false, List.of("size", "resample"));

  private static final String SUFFIX = "(ImageProcessor(Fast|Pil)?|FeatureExtractor)";

  private final String family;
  private final boolean square;

  @SuppressWarnings("ImmutableEnumChecker") // every one is made by List.of
  private final List<String> required;

  ProcessorClass(String family, boolean square, List<String> required) {
    this.family = family;
    this.square = square;
    this.required = required;
  }

  /** The class of a name such as {@code ViTImageProcessorFast}; empty if it is none of these. */
  static Optional<ProcessorClass> named(String name) {
    return Arrays.stream(values()).filter(each -> name.matches(each.family + SUFFIX)).findFirst();
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

  /** Keys that a file must give, as the class has other defaults than ViT's. */
  List<String> required() {
    return required;
  }
}
