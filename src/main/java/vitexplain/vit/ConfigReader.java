package vitexplain.vit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.base.Refusal;

/**
 * Reads a Hugging Face {@code config.json} of a ViT classifier. A key is honoured, known to leave
 * the forward pass alone, or refused by name; absent keys take the defaults of Hugging Face's
 * ViTConfig.
 */
final class ConfigReader {
  /** Keys that change nothing in a forward pass for logits. */
  private static final Set<String> HARMLESS =
      Set.of(
          "architectures",
          "attention_probs_dropout_prob",
          "hidden_dropout_prob",
          "initializer_range",
          "encoder_stride",
          "label2id",
          "pooler_act",
          "pooler_output_size",
          "dtype",
          "torch_dtype",
          "transformers_version",
          "_name_or_path",
          "name_or_path",
          "finetuning_task",
          "return_dict",
          "use_cache",
          "attn_implementation",
          "_attn_implementation",
          "_attn_implementation_autoset",
          "use_mask_token",
          "use_pooler");

  private static final Set<String> HONOURED =
      Set.of(
          "model_type",
          "hidden_size",
          "num_hidden_layers",
          "num_attention_heads",
          "intermediate_size",
          "hidden_act",
          "layer_norm_eps",
          "image_size",
          "patch_size",
          "num_channels",
          "qkv_bias",
          "id2label",
          "num_labels",
          "problem_type",
          "output_attentions",
          "output_hidden_states",
          "pruned_heads",
          "chunk_size_feed_forward",
          "is_decoder",
          "is_encoder_decoder",
          "add_cross_attention");

  /** Features that are refused unless they are switched off. */
  private static final List<String> OFF_ONLY =
      List.of(
          "pruned_heads",
          "chunk_size_feed_forward",
          "is_decoder",
          "is_encoder_decoder",
          "add_cross_attention");

  private final JsonNode json;

  private ConfigReader(JsonNode json) {
    this.json = json;
  }

  /**
   * @throws Refusal if the file is missing, is no JSON object, or has a key or value that this
   *     model does not implement
   */
  static VitConfig read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Refusal.request(
          "'" + file + "' is missing; a model directory needs config.json and model.safetensors");
    }
    try {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      if (json == null || !json.isObject()) {
        throw Refusal.request("it holds no JSON object");
      }
      return new ConfigReader(json).config();
    } catch (Refusal problem) {
      throw Refusal.request("'%s': %s".formatted(file, problem.getMessage()), problem);
    } catch (JsonProcessingException broken) {
      throw Refusal.request(
          "'%s' is no JSON: %s".formatted(file, broken.getOriginalMessage()), broken);
    } catch (IOException unreadable) {
      throw Refusal.request("'" + file + "' cannot be read: " + unreadable.getMessage());
    }
  }

  private VitConfig config() {
    refuseUnknownKeys();
    oneOf("model_type", Set.of("vit", "deit"));
    oneOf("problem_type", Set.of("single_label_classification"));
    for (String key : OFF_ONLY) {
      if (isOn(json.get(key))) {
        throw wrong(key, "off: this model does not implement it");
      }
    }
    int[] image = imageSize();
    return new VitConfig(
        image[0],
        image[1],
        integer("patch_size", 16),
        integer("num_channels", 3),
        integer("hidden_size", 768),
        integer("num_hidden_layers", 12),
        integer("num_attention_heads", 12),
        integer("intermediate_size", 3072),
        activation(),
        bool("qkv_bias", true),
        number("layer_norm_eps", 1e-12),
        labels());
  }

  private void refuseUnknownKeys() {
    Set<String> unknown = new TreeSet<>();
    json.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(HONOURED);
    unknown.removeAll(HARMLESS);
    if (!unknown.isEmpty()) {
      throw Refusal.request(
          ("unknown key(s) %s could change what the model computes. If they do not, remove them"
                  + " from the file.")
              .formatted(unknown));
    }
  }

  private static boolean isOn(JsonNode node) {
    return node != null
        && !node.isNull()
        && !(node.isBoolean() && !node.booleanValue())
        && !(node.isNumber() && node.doubleValue() == 0)
        && !(node.isContainerNode() && node.isEmpty());
  }

  private void oneOf(String key, Set<String> expected) {
    JsonNode node = json.get(key);
    if (node != null && !node.isNull() && !expected.contains(node.asText())) {
      throw wrong(key, String.join(" or ", new TreeSet<>(expected)));
    }
  }

  private int[] imageSize() {
    JsonNode node = json.get("image_size");
    if (node != null && node.isArray()) {
      if (node.size() != 2 || !node.get(0).isInt() || !node.get(1).isInt()) {
        throw wrong("image_size", "one integer, or [height, width]");
      }
      return new int[] {node.get(0).intValue(), node.get(1).intValue()};
    }
    int edge = integer("image_size", 224);
    return new int[] {edge, edge};
  }

  private Activation activation() {
    JsonNode node = json.get("hidden_act");
    String name = node == null ? "gelu" : node.asText();
    return Arrays.stream(Activation.values())
        .filter(a -> a.configName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "hidden_act",
                    Arrays.stream(Activation.values())
                        .map(Activation::configName)
                        .collect(Collectors.joining(", "))));
  }

  private List<String> labels() {
    JsonNode names = json.get("id2label");
    if (names == null || names.isNull()) {
      int count = integer("num_labels", 2);
      return IntStream.range(0, count).mapToObj(k -> "LABEL_" + k).toList();
    }
    if (json.has("num_labels") && integer("num_labels", 0) != names.size()) {
      throw wrong("num_labels", names.size() + ", the number of names in id2label");
    }
    Map<Integer, String> byIndex = new TreeMap<>();
    names.properties().forEach(e -> byIndex.put(index(e.getKey()), e.getValue().asText()));
    if (!byIndex
        .keySet()
        .equals(IntStream.range(0, names.size()).boxed().collect(Collectors.toSet()))) {
      throw wrong("id2label", "keys 0 to " + (names.size() - 1));
    }
    return List.copyOf(byIndex.values());
  }

  private int index(String key) {
    try {
      return Integer.parseInt(key);
    } catch (NumberFormatException noNumber) {
      throw wrong("id2label", "integer keys, not '" + key + "'");
    }
  }

  private int integer(String key, int absent) {
    JsonNode node = json.get(key);
    if (node == null) {
      return absent;
    }
    if (!node.isInt()) {
      throw wrong(key, "an integer");
    }
    return node.intValue();
  }

  private double number(String key, double absent) {
    JsonNode node = json.get(key);
    if (node == null) {
      return absent;
    }
    if (!node.isNumber()) {
      throw wrong(key, "a number");
    }
    return node.doubleValue();
  }

  private boolean bool(String key, boolean absent) {
    JsonNode node = json.get(key);
    if (node == null) {
      return absent;
    }
    if (!node.isBoolean()) {
      throw wrong(key, "true or false");
    }
    return node.booleanValue();
  }

  private Refusal wrong(String key, String expected) {
    return Refusal.request("%s is %s; expected %s".formatted(key, json.get(key), expected));
  }
}
