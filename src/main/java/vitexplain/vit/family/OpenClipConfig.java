package vitexplain.vit.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.VitConfig;

/** Reads {@code open_clip_config.json}: a CLIP model as the package OpenCLIP describes it. */
final class OpenClipConfig {
  private static final double EPS = 1e-5;
  private static final int HEAD_WIDTH = 64;

  private static final Set<String> READ =
      Set.of(
          "image_size",
          "layers",
          "width",
          "head_width",
          "patch_size",
          "mlp_ratio",
          "ls_init_value");

  private static final Set<String> HARMLESS =
      Set.of("patch_dropout", "output_tokens", "input_patchnorm");

  /** Further keys, with the values that leave the model what it is. */
  private static final Map<String, Set<String>> DEFAULTS =
      Map.of("pool_type", Set.of("tok"), "pos_embed_type", Set.of("learnable"));

  private OpenClipConfig() {}

  /**
   * The model.
   *
   * @throws Refusal if it is no plain Vision Transformer
   */
  static ModelDescription describe(ObjectNode json) {
    JsonNode model = json.path("model_cfg");
    JsonNode vision = model.path("vision_cfg");
    if (!vision.isObject()) {
      throw Refusal.request("has no model_cfg.vision_cfg; expected what OpenCLIP saves");
    }
    refuseUnknownKeys(vision);
    int width = integer(vision, "width", 768);
    if (vision.path("layers").isArray()) {
      throw Refusal.request("layers is a list: this is CLIP with a ResNet, which is not supported");
    }
    ModelSize.Exact image = imageSize(vision);
    int patch = integer(vision, "patch_size", 16);
    VitConfig config =
        new VitConfig(
            ModelDescription.covered(image.height(), patch),
            ModelDescription.covered(image.width(), patch),
            patch,
            3,
            width,
            integer(vision, "layers", 12),
            width / integer(vision, "head_width", HEAD_WIDTH),
            (int) (width * vision.path("mlp_ratio").asDouble(4)),
            model.path("quick_gelu").asBoolean(false) ? Activation.QUICK_GELU : Activation.GELU,
            true,
            EPS,
            ModelDescription.readout(Family.Scores.PROJECTED_TEXTS, Family.Tokens.CLS, 1),
            List.of());
    List<ModelDescription.Prefix> prefix = ModelDescription.prefix(Family.OPEN_CLIP.prefix(), 0);
    return new ModelDescription(
        Family.OPEN_CLIP,
        config,
        image,
        config.layout(1),
        prefix,
        1,
        Family.Scores.PROJECTED_TEXTS,
        new ModelDescription.Parts(
            false,
            true,
            true,
            true,
            true,
            true,
            true,
            vision.hasNonNull("ls_init_value"),
            false,
            false,
            false,
            OptionalDouble.empty()));
  }

  private static void refuseUnknownKeys(JsonNode vision) {
    Set<String> unknown = new TreeSet<>();
    for (Map.Entry<String, JsonNode> entry : vision.properties()) {
      JsonNode value = entry.getValue();
      boolean known = READ.contains(entry.getKey()) || HARMLESS.contains(entry.getKey());
      boolean off = value.isNull() || (value.isBoolean() && !value.booleanValue());
      Set<String> same = DEFAULTS.getOrDefault(entry.getKey(), Set.of());
      if (!known && !off && !same.contains(value.asText())) {
        unknown.add(entry.getKey());
      }
    }
    if (!unknown.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model_cfg.vision_cfg has %s, which this version does not implement",
              Excerpt.of(unknown)));
    }
  }

  /** One edge for both, or [height, width]. */
  private static ModelSize.Exact imageSize(JsonNode vision) {
    JsonNode size = vision.path("image_size");
    if (size.isArray() && size.size() == 2 && size.get(0).isInt() && size.get(1).isInt()) {
      return new ModelSize.Exact(size.get(1).intValue(), size.get(0).intValue());
    }
    int edge = integer(vision, "image_size", 224);
    return new ModelSize.Exact(edge, edge);
  }

  private static int integer(JsonNode json, String key, int absent) {
    JsonNode value = json.path(key);
    if (value.isMissingNode()) {
      return absent;
    }
    if (!value.isInt() || value.intValue() < 1) {
      throw Refusal.request(
          String.format(
              Locale.ROOT, "%s is %s; expected a positive integer", key, Excerpt.of(value)));
    }
    return value.intValue();
  }
}
