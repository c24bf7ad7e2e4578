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
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.base.Excerpt;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.VitConfig;

/**
 * Reads the {@code config.json} of a model, or of OpenCLIP its own file. Another kind of model is
 * refused first, as what it is. A key is honoured, known to leave the forward pass alone, or
 * refused by name; absent keys take the defaults that the family's package gives them.
 */
public final class ConfigReader {
  private static final String OPEN_CLIP = "open_clip_config.json";

  /** Other names that transformers has for the same formula. */
  private static final Map<String, String> SAME_ACTIVATION =
      Map.of(
          "gelu_pytorch_tanh", "gelu_new",
          "gelu_fast", "gelu_new",
          "gelu_accurate", "gelu_new",
          "gelu_python", "gelu",
          "swish", "silu");

  private static final int MOST_CHARACTERS_OF_A_LABEL = 1_000;

  private final Family family;

  /** The whole file. */
  private final ObjectNode json;

  /** Where the keys of the model of images are. */
  private final ObjectNode tower;

  private ConfigReader(Family family, ObjectNode json) {
    this.family = family;
    this.json = json;
    this.tower =
        family
            .tower()
            .map(key -> json.hasNonNull(key + "_dict") ? json.get(key + "_dict") : json.get(key))
            .filter(ObjectNode.class::isInstance)
            .map(ObjectNode.class::cast)
            .orElse(json);
  }

  /**
   * The model that a file describes.
   *
   * @param file config.json, in whose place a file of OpenCLIP may lie
   * @throws Refusal if the file is missing, is no JSON object, is of another kind of model, or has
   *     a key or value that this version does not implement
   */
  public static ModelDescription read(Path file) {
    Path openClip = file.resolveSibling(OPEN_CLIP);
    if (Files.isRegularFile(openClip)) {
      return described(openClip, OpenClipConfig::describe);
    }
    if (!Files.isRegularFile(file)) {
      throw Refusal.request(
          "'" + file + "' is missing; a model directory needs config.json and model.safetensors");
    }
    return described(file, ConfigReader::describe);
  }

  private static ModelDescription described(
      Path file, Function<ObjectNode, ModelDescription> reader) {
    try {
      return reader.apply(JsonFile.object(file));
    } catch (Refusal problem) {
      throw Refusal.request(
          String.format(Locale.ROOT, "'%s': %s", file, problem.getMessage()), problem);
    } catch (IOException unreadable) {
      throw Refusal.request("'" + file + "' cannot be read: " + unreadable.getMessage());
    }
  }

  private static ModelDescription describe(ObjectNode json) {
    if (TimmKeys.isTimmLayout(json)) {
      return TimmConfig.describe(json);
    }
    return new ConfigReader(family(json), json).description();
  }

  private static Family family(ObjectNode json) {
    JsonNode type = json.get("model_type");
    if (type == null || type.isNull()) {
      return Family.ALL.get(0);
    }
    return Family.ofType(type.asText())
        .orElseThrow(
            () -> {
              String what =
                  OtherFamilies.name(type.asText())
                      .map(name -> String.format(Locale.ROOT, "%s is not supported", name))
                      .orElse("this kind of model is not supported");
              return Refusal.request(
                  String.format(
                      Locale.ROOT,
                      "model_type is %s: %s. Supported: %s.",
                      Excerpt.of(type),
                      what,
                      Family.list()));
            });
  }

  private ModelDescription description() {
    refuseUnknownKeys(json);
    refuseUnknownKeys(tower);
    oneOf("problem_type", Set.of("single_label_classification"));
    for (ObjectNode each : List.of(json, tower)) {
      for (String key : ConfigKeys.OFF_ONLY) {
        if (isOn(each.get(key))) {
          throw wrong(each, key, "off: this version does not implement it");
        }
      }
    }
    Family.Reading reading = reading();
    List<ModelDescription.Prefix> prefix =
        ModelDescription.prefix(family.prefix(), has("registers") ? integer("registers") : 0);
    int before = prefix.stream().mapToInt(ModelDescription.Prefix::count).sum();
    VitConfig config = config(reading, before);
    if (family.types().contains("vit")) {
      TimmKeys.require(json, config, this::isTransformersKey);
    }
    return new ModelDescription(
        family,
        config,
        imageSize(),
        config.layout(before),
        prefix,
        ModelDescription.positioned(family.positioned(), prefix),
        reading.head(),
        parts(config));
  }

  private Family.Reading reading() {
    JsonNode names = json.path("architectures");
    Family.Reading found = family.architectures().values().iterator().next();
    for (JsonNode name : names) {
      found = family.architectures().getOrDefault(name.asText(), found);
    }
    boolean headless = has("probe") && !bool("probe");
    return headless && found.readout() == Family.Tokens.PROBE
        ? new Family.Reading(Family.Scores.NONE, Family.Tokens.MEAN)
        : found;
  }

  private VitConfig config(Family.Reading reading, int prefix) {
    ModelSize.Exact image = imageSize();
    int[] patch = pair("patch");
    if (patch[0] != patch[1]) {
      throw wrong(tower, key("patch"), "square patches");
    }
    boolean classified =
        reading.head() == Family.Scores.CLASSIFIER
            || reading.head() == Family.Scores.TWO_CLASSIFIERS;
    return new VitConfig(
        ModelDescription.covered(image.height(), patch[0]),
        ModelDescription.covered(image.width(), patch[0]),
        patch[0],
        integer("channels"),
        integer("width"),
        integer("blocks"),
        integer("heads"),
        mlpWidth(),
        isSwiglu() ? Activation.SILU : activation(),
        !has("qkv_bias") || bool("qkv_bias"),
        number("eps"),
        ModelDescription.readout(reading.head(), reading.readout(), prefix),
        classified ? labels() : List.of());
  }

  private ModelSize.Exact imageSize() {
    int[] edges = pair("image");
    return new ModelSize.Exact(edges[1], edges[0]);
  }

  private ModelDescription.Parts parts(VitConfig config) {
    boolean gated = has("gated") && bool("gated");
    return new ModelDescription.Parts(
        family.patchBias(),
        family.preNorm(),
        has("query_bias") ? bool("query_bias") : config.qkvBias(),
        has("key_bias") ? bool("key_bias") : config.qkvBias(),
        has("value_bias") ? bool("value_bias") : config.qkvBias(),
        !has("out_bias") || bool("out_bias"),
        !has("mlp_bias") || bool("mlp_bias"),
        family.layerScale(),
        gated || isSwiglu(),
        gated,
        false,
        has("rope") ? OptionalDouble.of(number("rope")) : OptionalDouble.empty());
  }

  private boolean isSwiglu() {
    return has("swiglu") && bool("swiglu");
  }

  private int mlpWidth() {
    if (!has("mlp_ratio")) {
      return integer("mlp");
    }
    int hidden = (int) (integer("width") * number("mlp_ratio"));
    return isSwiglu() ? ((int) (hidden * 2 / 3.0) + 7) / 8 * 8 : hidden;
  }

  private void refuseUnknownKeys(ObjectNode part) {
    Set<String> unknown = new TreeSet<>();
    for (Map.Entry<String, JsonNode> entry : part.properties()) {
      if (!entry.getValue().isNull() && !isKnown(entry.getKey())) {
        unknown.add(entry.getKey());
      }
    }
    if (!unknown.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "unknown key(s) %s could change what the model computes. Known are those that"
                  + " transformers gives %s: is this another kind of model?",
              Excerpt.of(unknown),
              family.name()));
    }
  }

  private boolean isTransformersKey(String key) {
    return ConfigKeys.isKnown(key)
        || family.harmless().contains(key)
        || family.tower().filter(key::equals).isPresent()
        || family.keys().values().stream().anyMatch(each -> each.name().equals(key));
  }

  private boolean isKnown(String key) {
    return isTransformersKey(key) || (family.types().contains("vit") && TimmKeys.isKnown(key));
  }

  private boolean has(String role) {
    return family.keys().containsKey(role);
  }

  private String key(String role) {
    return family.keys().get(role).name();
  }

  /** A key's value, or what its absence means. */
  private JsonNode value(String role) {
    JsonNode node = tower.get(key(role));
    return node == null ? family.keys().get(role).absent() : node;
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
      throw wrong(json, key, String.join(" or ", new TreeSet<>(expected)));
    }
  }

  /** One edge for both, or [height, width]. */
  private int[] pair(String role) {
    JsonNode node = value(role);
    if (node.isArray()) {
      if (node.size() != 2 || !node.get(0).isInt() || !node.get(1).isInt()) {
        throw wrong(tower, key(role), "one integer, or [height, width]");
      }
      return new int[] {node.get(0).intValue(), node.get(1).intValue()};
    }
    int edge = integer(role);
    return new int[] {edge, edge};
  }

  private Activation activation() {
    String given = value("activation").asText();
    String name = SAME_ACTIVATION.getOrDefault(given, given);
    return Activation.named(name)
        .orElseThrow(
            () ->
                wrong(
                    tower,
                    key("activation"),
                    Arrays.stream(Activation.values())
                        .map(Activation::configName)
                        .collect(Collectors.joining(", "))));
  }

  private List<String> labels() {
    JsonNode names = json.get("id2label");
    if (names == null || names.isNull()) {
      int count = labelCount();
      VitConfig.within("num_labels", count, VitConfig.MOST_CLASSES);
      return IntStream.range(0, count).mapToObj(k -> "LABEL_" + k).toList();
    }
    if (!names.isObject()) {
      throw wrong(json, "id2label", "an object {\"0\": name, ...}");
    }
    if (json.hasNonNull("num_labels") && labelCount() != names.size()) {
      throw wrong(json, "num_labels", names.size() + ", the number of names in id2label");
    }
    if (names.isEmpty()) {
      throw Refusal.request("the model has no classes; expected id2label or num_labels");
    }
    Map<Integer, String> byIndex = new TreeMap<>();
    names.properties().forEach(e -> byIndex.put(index(e.getKey()), label(e)));
    if (!byIndex
        .keySet()
        .equals(IntStream.range(0, names.size()).boxed().collect(Collectors.toSet()))) {
      throw wrong(json, "id2label", "keys 0 to " + (names.size() - 1));
    }
    return List.copyOf(byIndex.values());
  }

  private int index(String key) {
    try {
      return Integer.parseInt(key);
    } catch (NumberFormatException noNumber) {
      throw wrong(json, "id2label", "integer keys, not '" + Excerpt.of(key) + "'");
    }
  }

  private String label(Map.Entry<String, JsonNode> entry) {
    JsonNode name = entry.getValue();
    if (!name.isValueNode() || name.isNull()) {
      throw wrong(json, "id2label", "a name for class " + Excerpt.of(entry.getKey()));
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

  private int labelCount() {
    JsonNode count = json.get("num_labels");
    if (count == null || count.isNull()) {
      return 2;
    }
    if (!count.isInt()) {
      throw wrong(json, "num_labels", "an integer");
    }
    return count.intValue();
  }

  private int integer(String role) {
    if (!value(role).isInt()) {
      throw wrong(tower, key(role), "an integer");
    }
    return value(role).intValue();
  }

  private double number(String role) {
    if (!value(role).isNumber()) {
      throw wrong(tower, key(role), "a number");
    }
    return value(role).doubleValue();
  }

  private boolean bool(String role) {
    if (!value(role).isBoolean()) {
      throw wrong(tower, key(role), "true or false");
    }
    return value(role).booleanValue();
  }

  private static Refusal wrong(ObjectNode part, String key, String expected) {
    return Refusal.request(
        String.format(
            Locale.ROOT, "%s is %s; expected %s", key, Excerpt.of(part.get(key)), expected));
  }
}
