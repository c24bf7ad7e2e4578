package vitexplain.image.preprocess;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vitexplain.base.Excerpt;
import vitexplain.image.resize.Resample;

/**
 * OpenCLIP's {@code open_clip_config.json}: the transform of evaluation that its {@code
 * image_transform} makes of {@code preprocess_cfg} and the model's {@code image_size}.
 *
 * @param json the object
 * @param channels of the model; 3
 */
record OpenClipTransform(JsonNode json, int channels) {

  private static final Set<String> HONOURED =
      Set.of("mean", "std", "interpolation", "resize_mode", "fill_color", "mode");

  /** OpenCLIP takes the size of the model. */
  private static final Set<String> WITHOUT_EFFECT = Set.of("size");

  private static final int USUAL_SIZE = 224;

  Preprocessor preprocessor() {
    JsonNode settings = json.path("preprocess_cfg");
    if (!settings.isMissingNode() && !settings.isObject()) {
      throw JsonKeys.problem("'preprocess_cfg': " + Excerpt.of(settings) + "; expected an object");
    }
    JsonNode given = settings.isObject() ? settings : JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      JsonKeys.refuseUnknown(entry, HONOURED, WITHOUT_EFFECT);
    }
    JsonKeys keys = new JsonKeys(given);
    keys.requireWord("mode", List.of("RGB"));
    Scaling scaling =
        Scaling.normalising(
            1 / 255.0,
            keys.perChannel("mean", channels, Colours.CLIP.mean()),
            keys.perChannel("std", channels, Colours.CLIP.std()));
    return transform(keys, imageSize(), scaling);
  }

  private Preprocessor transform(JsonKeys keys, ModelSize.Exact input, Scaling scaling) {
    String mode = keys.requireWord("resize_mode", List.of("shortest", "longest", "squash"));
    boolean oblong = mode.equals("shortest") && input.width() != input.height();
    boolean bilinear =
        keys.requireWord("interpolation", List.of("bicubic", "bilinear", "random"))
            .equals("bilinear");
    int fill = keys.given("fill_color") ? keys.level("fill_color") : 0;
    Crop crop =
        mode.equals("longest")
            ? new Crop(input, Collections.nCopies(channels, fill))
            : Crop.black(input, channels);
    return new Preprocessor(
        Backend.TRANSFORMS,
        mode.equals("squash") ? input : TimmTransform.keepingRatio(input, mode.equals("longest")),
        // OpenCLIP does not hand the filter on where it covers an oblong
        bilinear && !oblong ? Resample.BILINEAR : Resample.BICUBIC,
        mode.equals("squash") ? Optional.empty() : Optional.of(crop),
        scaling);
  }

  private ModelSize.Exact imageSize() {
    JsonNode size = json.path("model_cfg").path("vision_cfg").path("image_size");
    return size.isMissingNode()
        ? new ModelSize.Exact(USUAL_SIZE, USUAL_SIZE)
        : new JsonKeys(json.path("model_cfg").path("vision_cfg")).exact("image_size", size);
  }
}
