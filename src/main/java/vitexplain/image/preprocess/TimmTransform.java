package vitexplain.image.preprocess;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vitexplain.base.Excerpt;
import vitexplain.image.resize.Resample;

/**
 * timm's {@code pretrained_cfg}: the transform of evaluation that {@code create_transform} makes of
 * it. Edges are enlarged by 1 / {@code crop_pct} and the middle cut out.
 *
 * @param json the object
 * @param channels of the model, 1 or 3
 */
record TimmTransform(JsonNode json, int channels) {

  private static final Set<String> HONOURED =
      Set.of("input_size", "interpolation", "crop_pct", "crop_mode", "mean", "std");

  /** What the weights are and where they come from, and the size of timm's own tests. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "url",
          "file",
          "hf_hub_id",
          "hf_hub_filename",
          "source",
          "architecture",
          "tag",
          "custom_load",
          "test_input_size",
          "test_crop_pct",
          "test_pool_size",
          "min_input_size",
          "fixed_input_size",
          "num_classes",
          "label_offset",
          "label_names",
          "label_descriptions",
          "pool_size",
          "first_conv",
          "classifier",
          "license",
          "description",
          "origin_url",
          "paper_name",
          "paper_ids",
          "notes");

  private static final List<String> FILTERS =
      List.of("bicubic", "bilinear", "nearest", "box", "hamming", "lanczos");

  private static final double USUAL_CROP_PCT = 0.875;
  private static final ModelSize.Exact USUAL_SIZE = new ModelSize.Exact(224, 224);
  private static final double WHITE = 255;

  Preprocessor preprocessor() {
    JsonKeys keys = new JsonKeys(json);
    refuseUnknownKeys();
    ModelSize.Exact input = keys.given("input_size") ? inputSize(keys) : USUAL_SIZE;
    double share = keys.given("crop_pct") ? keys.number("crop_pct", 0) : USUAL_CROP_PCT;
    if (share < 0) {
      throw JsonKeys.problem("'crop_pct': " + share + "; expected a number above 0");
    }
    String mode = keys.requireWord("crop_mode", List.of("center", "squash", "border"));
    Resample filter =
        Resample.valueOf(keys.requireWord("interpolation", FILTERS).toUpperCase(Locale.ROOT));
    return transform(input, share, mode, filter, scaling(keys));
  }

  /** timm's transform for an input of this size. */
  static Preprocessor transform(
      ModelSize.Exact input, double share, String mode, Resample filter, Scaling scaling) {
    ModelSize.Exact enlarged =
        new ModelSize.Exact(enlarged(input.width(), share), enlarged(input.height(), share));
    boolean border = mode.equals("border");
    Crop crop =
        border ? new Crop(input, meanColour(scaling)) : Crop.black(input, scaling.channels());
    return new Preprocessor(
        Backend.TRANSFORMS,
        mode.equals("squash") ? enlarged : keepingRatio(enlarged, border),
        filter,
        Optional.of(crop),
        scaling);
  }

  /** For a square, torchvision's own resizing, whose longer edge is truncated and not rounded. */
  static ModelSize keepingRatio(ModelSize.Exact box, boolean inside) {
    return !inside && box.width() == box.height()
        ? new ModelSize.ShortestEdge(box.width())
        : new ModelSize.Fitted(box.width(), box.height(), inside);
  }

  private static int enlarged(int pixels, double share) {
    double edge = Math.floor(pixels / share);
    if (edge < 1 || edge > JsonKeys.LARGEST_EDGE) {
      throw JsonKeys.problem(
          String.format(
              Locale.ROOT,
              "'crop_pct': %s makes %.0f pixels of %d; expected 1 to %d",
              share,
              edge,
              pixels,
              JsonKeys.LARGEST_EDGE));
    }
    return (int) edge;
  }

  private static List<Integer> meanColour(Scaling scaling) {
    Integer[] fill = new Integer[scaling.channels()];
    for (int c = 0; c < fill.length; c++) {
      fill[c] = (int) Math.max(0, Math.min(WHITE, Math.rint(WHITE * scaling.mean()[c])));
    }
    return List.of(fill);
  }

  private Scaling scaling(JsonKeys keys) {
    return Scaling.normalising(
        1 / WHITE,
        keys.perChannel("mean", channels, Colours.IMAGENET.mean()),
        keys.perChannel("std", channels, Colours.IMAGENET.std()));
  }

  /** [channels, height, width]. */
  private ModelSize.Exact inputSize(JsonKeys keys) {
    JsonNode size = json.get("input_size");
    if (!size.isArray() || size.size() != 3) {
      throw JsonKeys.problem(
          "'input_size': " + Excerpt.of(size) + "; expected [channels, height, width]");
    }
    if (keys.wholeNumber("input_size", size.get(0)) != channels) {
      throw JsonKeys.problem(
          "'input_size': " + Excerpt.of(size) + "; the model reads " + channels + " channel(s)");
    }
    return new ModelSize.Exact(
        keys.positive("input_size", size.get(2)), keys.positive("input_size", size.get(1)));
  }

  private void refuseUnknownKeys() {
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      JsonKeys.refuseUnknown(entry, HONOURED, WITHOUT_EFFECT);
    }
  }
}
