package vitexplain.vit.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;
import vitexplain.vit.model.VitConfig;

/**
 * What a config.json says in timm's words about a model whose tensor names cannot tell it: pooling,
 * order of norms, activation, scales. Each key must say what {@link VitConfig} computes; timm's
 * VisionTransformer gives the keys their meaning.
 */
final class TimmKeys {
  /** Objects with further keys of timm. */
  static final Set<String> GROUPS = Set.of("model_args", "pretrained_cfg");

  /** Arguments that change no number outside of training, and the shape of no tensor. */
  static final Set<String> HARMLESS =
      Set.of(
          "drop_rate",
          "pos_drop_rate",
          "patch_drop_rate",
          "proj_drop_rate",
          "attn_drop_rate",
          "drop_path_rate",
          "weight_init",
          "fix_init",
          "dynamic_img_size",
          "strict_img_size",
          "pretrained");

  private static final String ARCHITECTURE = "architecture";

  /** timm's names of models with a class token, pre-norm blocks and nothing beside them. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(vit_(tiny|small|base|large|huge|giant|gigantic)_patch\\d+_\\d+(_(in21k|miil|dino))?"
              + "|deit_(tiny|small|base)_patch\\d+_\\d+)(\\..*)?");

  /**
   * @param means whether the value means what this model computes
   * @param ours what that is
   */
  private record Rule(BiPredicate<JsonNode, VitConfig> means, String ours) {}

  private static final Map<String, Rule> RULES = rules();

  private TimmKeys() {}

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new HashMap<>();
    Rule classToken =
        new Rule(
            (value, model) -> Set.of("token", "cls", "class_token").contains(value.asText()),
            "token: the head reads the class token");
    for (String key : Set.of("global_pool", "pool", "pool_type", "pooling", "pooling_type")) {
      rules.put(key, classToken);
    }
    Rule off = new Rule((value, model) -> isOff(value), "off: this model does not implement it");
    for (String key :
        Set.of(
            "fc_norm",
            "use_fc_norm",
            "use_mean_pooling",
            "post_norm",
            "init_values",
            "layer_scale_init_value",
            "layerscale_value",
            "use_layer_scale",
            "no_embed_class",
            "reg_tokens",
            "num_register_tokens",
            "num_reg_tokens",
            "distilled",
            "qk_norm",
            "scale_attn_norm",
            "scale_mlp_norm",
            "dynamic_img_pad",
            "features_only",
            "use_swiglu_ffn",
            "use_rel_pos_bias",
            "use_rot_pos_emb")) {
      rules.put(key, off);
    }
    rules.put(
        "pre_norm",
        new Rule((value, model) -> isOff(value), "off: no LayerNorm stands before the blocks"));
    Rule on = new Rule((value, model) -> value.asBoolean(false), "true");
    for (String key :
        Set.of("class_token", "norm_first", "normalize_before", "final_norm", "proj_bias")) {
      rules.put(key, on);
    }
    Rule activation =
        new Rule(
            (value, model) -> model.activation().configName().equals(activation(value.asText())),
            "the activation that hidden_act names");
    for (String key : Set.of("act_layer", "activation", "act")) {
      rules.put(key, activation);
    }
    rules.put(
        "norm_layer",
        new Rule(
            (value, model) ->
                Set.of("layernorm", "nn.layernorm")
                    .contains(value.asText().toLowerCase(Locale.ROOT)),
            "LayerNorm"));
    rules.put("block_fn", named("Block"));
    rules.put("mlp_layer", named("Mlp"));
    rules.put("embed_layer", named("PatchEmbed"));
    rules.put("pos_embed", named("learn"));
    rules.put(
        "qkv_bias", new Rule((v, m) -> v.asBoolean(true) == m.qkvBias(), "the value of qkv_bias"));
    rules.put("img_size", new Rule(TimmKeys::isImageSize, "the value of image_size"));
    rules.put("patch_size", number(VitConfig::patchSize, "patch_size"));
    rules.put("embed_dim", number(VitConfig::width, "hidden_size"));
    rules.put("num_features", number(VitConfig::width, "hidden_size"));
    rules.put("depth", number(VitConfig::blocks, "num_hidden_layers"));
    rules.put("num_heads", number(VitConfig::heads, "num_attention_heads"));
    rules.put("num_classes", number(VitConfig::classes, "id2label"));
    rules.put("in_chans", number(VitConfig::channels, "num_channels"));
    rules.put(
        "num_prefix_tokens",
        new Rule((value, model) -> isNumber(value, 1), "1, a class token alone"));
    rules.put(
        "mlp_ratio",
        new Rule(
            (value, model) -> (int) (model.width() * value.asDouble()) == model.mlpWidth(),
            "intermediate_size / hidden_size"));
    rules.put(
        ARCHITECTURE,
        new Rule(
            (value, model) -> PLAIN.matcher(value.asText()).matches(),
            "a plain vit_* or deit_* of timm"));
    Rule harmless = new Rule((value, model) -> true, "");
    for (String key : HARMLESS) {
      rules.put(key, harmless);
    }
    for (String key : Set.of("label_names", "label_descriptions", "tag", "custom_load")) {
      rules.put(key, harmless);
    }
    return Map.copyOf(rules);
  }

  private static Rule named(String name) {
    return new Rule((value, model) -> value.asText().equals(name), name);
  }

  private static Rule number(ToIntFunction<VitConfig> ours, String where) {
    return new Rule(
        (value, model) -> isNumber(value, ours.applyAsInt(model)), "the value of " + where);
  }

  private static boolean isNumber(JsonNode value, int expected) {
    return value.isNumber() && value.doubleValue() == expected;
  }

  private static boolean isImageSize(JsonNode value, VitConfig model) {
    return (value.isArray() && value.size() == 2)
        ? isNumber(value.get(0), model.imageHeight()) && isNumber(value.get(1), model.imageWidth())
        : isNumber(value, model.imageHeight()) && isNumber(value, model.imageWidth());
  }

  /** timm's name of an activation as transformers has it. */
  static String activation(String name) {
    return switch (name.replaceFirst("^nn\\.", "").toLowerCase(Locale.ROOT)) {
      case "gelu_tanh" -> "gelu_new";
      case "gelu" -> "gelu";
      case "relu" -> "relu";
      case "quick_gelu", "quickgelu" -> "quick_gelu";
      case "silu", "swish" -> "silu";
      default -> name;
    };
  }

  private static boolean isOff(JsonNode value) {
    return (value.isBoolean() && !value.booleanValue())
        || (value.isNumber() && value.doubleValue() == 0);
  }

  /** Whether a key is one of timm's that is compared with the model or known to be harmless. */
  static boolean isKnown(String key) {
    return GROUPS.contains(key) || RULES.containsKey(key);
  }

  /**
   * Whether a file is in timm's own layout, so that it describes the model in timm's words only.
   */
  static boolean isTimmLayout(ObjectNode json) {
    String type = json.path("model_type").asText("");
    boolean ofTimm =
        json.has(ARCHITECTURE) || GROUPS.stream().anyMatch(json::has) || json.has("num_features");
    return type.startsWith("timm") || (type.isEmpty() && ofTimm);
  }

  /**
   * Refuses what means something else than the model.
   *
   * @param json the whole config.json
   * @param model read from transformers' keys
   * @param others whether a key is transformers' own
   */
  static void require(ObjectNode json, VitConfig model, Predicate<String> others) {
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (!others.test(entry.getKey())) {
        require("", entry, model);
      }
    }
    for (String group : GROUPS) {
      for (Map.Entry<String, JsonNode> entry : json.path(group).properties()) {
        // pretrained_cfg is mostly about pixels, which preprocessor_config.json decides.
        if (isKnown(entry.getKey()) || group.equals("model_args")) {
          require(group + ".", entry, model);
        }
      }
    }
  }

  private static void require(String group, Map.Entry<String, JsonNode> entry, VitConfig model) {
    String key = group + entry.getKey();
    JsonNode value = entry.getValue();
    if (value.isNull() || (group.isEmpty() && GROUPS.contains(entry.getKey()))) {
      return;
    }
    Rule rule = RULES.get(entry.getKey());
    if (rule == null) {
      throw Refusal.request(
          String.format(
              Locale.ROOT, "%s is %s, which this version does not know", key, Excerpt.of(value)));
    }
    if (!rule.means().test(value, model)) {
      throw Refusal.request(
          String.format(Locale.ROOT, "%s is %s; expected %s", key, Excerpt.of(value), rule.ours()));
    }
  }
}
