package vitexplain.image.preprocess;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.Refusal;
import vitexplain.image.resize.Resample;

/**
 * How the published checkpoints of a family make their pixels: for a checkpoint whose own file is
 * missing, named by whoever runs it and never assumed.
 */
public enum UsualPreprocessor {
  VIT("ViT", "ViT", Steps.EXACT, Resample.BILINEAR, Colours.HALF, List.of("vit")),
  DEIT("DeiT", "DeiT", Steps.SQUASHED, Resample.BICUBIC, Colours.IMAGENET, List.of("deit")),
  DINOV2(
      "DINOv2",
      "Bit",
      Steps.FIXED,
      Resample.BICUBIC,
      Colours.IMAGENET,
      List.of("dinov2", "dinov2_with_registers")),
  DINOV3(
      "DINOv3",
      "DINOv3ViT",
      Steps.EXACT,
      Resample.BILINEAR,
      Colours.IMAGENET,
      List.of("dinov3_vit")),
  CLIP(
      "CLIP",
      "CLIP",
      Steps.CROPPED,
      Resample.BICUBIC,
      Colours.CLIP,
      List.of("clip", "clip_vision_model")),
  SIGLIP(
      "SigLIP",
      "Siglip",
      Steps.EXACT,
      Resample.BICUBIC,
      Colours.HALF,
      List.of("siglip", "siglip_vision_model")),
  SIGLIP2("SigLIP 2", "Siglip", Steps.EXACT, Resample.BILINEAR, Colours.HALF, List.of()),
  IMAGENET("timm", "ViT", Steps.TIMM, Resample.BICUBIC, Colours.IMAGENET, List.of());

  /** How the size comes about, from the size that the model reads. */
  private enum Steps {
    EXACT,
    /** Both edges to 1 / 0.875 of the model's, and the middle. */
    SQUASHED,
    /** The shorter edge to the model's, and the middle. */
    CROPPED,
    /** The shorter edge to 256 and the middle 224, whatever size the positions are stored for. */
    FIXED,
    /** timm's defaults. */
    TIMM
  }

  private static final double SHARE = 0.875;
  private static final double RESCALED = 1 / 255.0;

  private final String label;
  private final String processor;
  private final Steps steps;
  private final Resample resample;
  private final Colours colours;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> modelTypes;

  UsualPreprocessor(
      String label,
      String processor,
      Steps steps,
      Resample resample,
      Colours colours,
      List<String> modelTypes) {
    this.label = label;
    this.processor = processor;
    this.steps = steps;
    this.resample = resample;
    this.colours = colours;
    this.modelTypes = modelTypes;
  }

  /** Its name in the option. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every name. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(UsualPreprocessor::id).toList();
  }

  /** The values with this name, if there are any. */
  public static Optional<UsualPreprocessor> named(String id) {
    return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
  }

  /** The usual values of models with this {@code model_type}, where one set is usual. */
  public static Optional<UsualPreprocessor> ofModelType(String modelType) {
    return Arrays.stream(values()).filter(each -> each.modelTypes.contains(modelType)).findFirst();
  }

  /** The image processor that transformers takes for a model whose file names none. */
  static String processorClass(String modelType) {
    return ofModelType(modelType).orElse(VIT).processor + "ImageProcessor";
  }

  /**
   * The preprocessor itself.
   *
   * @param width columns that the model reads
   * @param height rows that it reads
   * @param channels of the model, 1 or 3
   * @throws Refusal if the model reads grey and these values are of colours
   */
  public Preprocessor of(int width, int height, int channels) {
    if (channels == 1 && colours != Colours.HALF) {
      throw Refusal.request(
          "--preprocessor "
              + id()
              + " has a mean for each of red, green and blue; the model reads grey. Give a file with"
              + " one 'image_mean' and one 'image_std'.");
    }
    ModelSize.Exact model = new ModelSize.Exact(width, height);
    Scaling scaling = Scaling.normalising(RESCALED, colours.mean(channels), colours.std(channels));
    if (steps == Steps.TIMM) {
      return TimmTransform.transform(model, SHARE, "center", resample, scaling);
    }
    Optional<ModelSize.Exact> window =
        switch (steps) {
          case SQUASHED, CROPPED -> Optional.of(model);
          case FIXED -> Optional.of(new ModelSize.Exact(224, 224));
          case EXACT, TIMM -> Optional.empty();
        };
    return new Preprocessor(
        this == DINOV3 ? Backend.TORCHVISION_FLOAT : Backend.PILLOW,
        size(model),
        resample,
        window.map(each -> Crop.black(each, channels)),
        scaling);
  }

  private ModelSize size(ModelSize.Exact model) {
    return switch (steps) {
      case SQUASHED ->
          new ModelSize.Exact((int) (model.width() / SHARE), (int) (model.height() / SHARE));
      case CROPPED -> TimmTransform.keepingRatio(model, false);
      case FIXED -> new ModelSize.ShortestEdge(256);
      case EXACT, TIMM -> model;
    };
  }

  /** A sentence about them, for a model that reads this size. */
  public String sentence(int width, int height) {
    Preprocessor usual = of(width, height, 3);
    String size =
        usual.size() instanceof ModelSize.Exact exact
            ? pixels(exact)
            : "a shorter edge of " + usual.size().height(1, 1) + " pixels";
    String crop = usual.crop().map(each -> ", centre crop of " + pixels(each.size())).orElse("");
    return String.format(
        Locale.ROOT,
        "%s models usually have: resize to %s (%s)%s, %s.",
        label,
        size,
        resample.name().toLowerCase(Locale.ROOT),
        crop,
        colours.text());
  }

  private static String pixels(ModelSize.Exact size) {
    return String.format(Locale.ROOT, "%d x %d", size.width(), size.height());
  }
}
