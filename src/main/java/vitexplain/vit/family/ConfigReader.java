package vitexplain.vit.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.base.Excerpt;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitConfig;

/**
 * Reads a Hugging Face {@code config.json} of a ViT classifier. Another kind of model is refused
 * first, as what it is. A key is honoured, known to leave the forward pass alone, or refused by
 * name; absent keys take the defaults of Hugging Face's ViTConfig.
 */
public final class ConfigReader {
  private static final Set<String> TYPES = Set.of("vit", "deit");
  private static final String READ =
      "This version reads ViTForImageClassification (model_type vit or deit)";
  private static final String PREPROCESSOR = "preprocessor_config.json";

  /** Other names that transformers has for the same formula. */
  private static final Map<String, String> SAME_ACTIVATION =
      Map.of("gelu_pytorch_tanh", "gelu_new", "gelu_python", "gelu");

  private static final int MOST_CHARACTERS_OF_A_LABEL = 1_000;

  private final ObjectNode json;

  private ConfigReader(ObjectNode json) {
    this.json = json;
  }

  /**
   * The shape that a file describes.
   *
   * @throws Refusal if the file is missing, is no JSON object, is of another kind of model, or has
   *     a key or value that this model does not implement
   */
  public static VitConfig read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Refusal.request(
          "'" + file + "' is missing; a model directory needs config.json and model.safetensors");
    }
    try {
      ObjectNode json = JsonFile.object(file);
      VitConfig config = new ConfigReader(json).config();
      if (json.hasNonNull("pretrained_cfg") && !Files.exists(file.resolveSibling(PREPROCESSOR))) {
        throw Refusal.request(
            "pretrained_cfg says in timm's words how pixels are made, and there is no "
                + PREPROCESSOR
                + " that says it in transformers'. See docs/checkpoints.md, section \"From timm\"");
      }
      return config;
    } catch (Refusal problem) {
      throw Refusal.request(
          String.format(Locale.ROOT, "'%s': %s", file, problem.getMessage()), problem);
    } catch (IOException unreadable) {
      throw Refusal.request("'" + file + "' cannot be read: " + unreadable.getMessage());
    }
  }

  /** Whether a config that can be read is of a DeiT, whose processor has defaults of its own. */
  public static boolean isDeit(Path file) {
    try {
      return JsonFile.object(file).path("model_type").asText("").equals("deit");
    } catch (IOException unreadable) {
      throw Refusal.request("'" + file + "' cannot be read: " + unreadable.getMessage());
    }
  }

  private VitConfig config() {
    refuseOtherModels();
    refuseUnknownKeys();
    oneOf("problem_type", Set.of("single_label_classification"));
    for (String key : ConfigKeys.OFF_ONLY) {
      if (isOn(json.get(key))) {
        throw wrong(key, "off: this model does not implement it");
      }
    }
    int[] image = pair("image_size", 224);
    int[] patch = pair("patch_size", 16);
    if (patch[0] != patch[1]) {
      throw wrong("patch_size", "square patches");
    }
    VitConfig config =
        new VitConfig(
            image[0],
            image[1],
            patch[0],
            integer("num_channels", 3),
            integer("hidden_size", 768),
            integer("num_hidden_layers", 12),
            integer("num_attention_heads", 12),
            integer("intermediate_size", 3072),
            activation(),
            bool("qkv_bias", true),
            number("layer_norm_eps", 1e-12),
            Readout.CLASS_TOKEN,
            labels());
    TimmKeys.require(json, config);
    return config;
  }

  private void refuseOtherModels() {
    if (TimmKeys.isTimmLayout(json)) {
      throw TimmKeys.layout(json);
    }
    JsonNode type = json.get("model_type");
    if (type != null && !type.isNull() && !TYPES.contains(type.asText())) {
      String family =
          OtherFamilies.name(type.asText())
              .map(name -> String.format(Locale.ROOT, "this is a %s checkpoint. ", name))
              .orElse("this is another kind of model. ");
      throw Refusal.request(
          String.format(Locale.ROOT, "model_type is %s: %s%s.", Excerpt.of(type), family, READ));
    }
    for (JsonNode architecture : json.path("architectures")) {
      if (architecture.asText().endsWith("WithTeacher")) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "architectures is %s: this is a distilled DeiT, whose two heads are averaged. %s, which has one.",
                Excerpt.of(json.get("architectures")),
                READ));
      }
    }
  }

  private void refuseUnknownKeys() {
    Set<String> unknown = new TreeSet<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      String key = entry.getKey();
      if (!entry.getValue().isNull() && !ConfigKeys.isKnown(key) && !TimmKeys.isKnown(key)) {
        unknown.add(key);
      }
    }
    if (!unknown.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "unknown key(s) %s could change what the model computes. %s with the keys of"
                  + " transformers' ViTConfig: is this another kind of model?",
              Excerpt.of(unknown),
              READ));
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

  /** One edge for both, or [height, width]. */
  private int[] pair(String key, int absent) {
    JsonNode node = json.get(key);
    if (node != null && node.isArray()) {
      if (node.size() != 2 || !node.get(0).isInt() || !node.get(1).isInt()) {
        throw wrong(key, "one integer, or [height, width]");
      }
      return new int[] {node.get(0).intValue(), node.get(1).intValue()};
    }
    int edge = integer(key, absent);
    return new int[] {edge, edge};
  }

  private Activation activation() {
    JsonNode node = json.get("hidden_act");
    String name =
        node == null ? "gelu" : SAME_ACTIVATION.getOrDefault(node.asText(), node.asText());
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
      VitConfig.within("num_labels", count, VitConfig.MOST_CLASSES);
      return IntStream.range(0, count).mapToObj(k -> "LABEL_" + k).toList();
    }
    if (!names.isObject()) {
      throw wrong("id2label", "an object {\"0\": name, ...}");
    }
    if (json.hasNonNull("num_labels") && integer("num_labels", 0) != names.size()) {
      throw wrong("num_labels", names.size() + ", the number of names in id2label");
    }
    Map<Integer, String> byIndex = new TreeMap<>();
    names.properties().forEach(e -> byIndex.put(index(e.getKey()), label(e)));
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
      throw wrong("id2label", "integer keys, not '" + Excerpt.of(key) + "'");
    }
  }

  private String label(Map.Entry<String, JsonNode> entry) {
    JsonNode name = entry.getValue();
    if (!name.isValueNode() || name.isNull()) {
      throw wrong("id2label", "a name for class " + Excerpt.of(entry.getKey()));
    }
    if (name.asText().length() > MOST_CHARACTERS_OF_A_LABEL) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "id2label's name of class %s has %d characters; expected at most %d",
              Excerpt.of(entry.getKey()),
              name.asText().length(),
              MOST_CHARACTERS_OF_A_LABEL));
    }
    return name.asText();
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
    return Refusal.request(
        String.format(
            Locale.ROOT, "%s is %s; expected %s", key, Excerpt.of(json.get(key)), expected));
  }
}
