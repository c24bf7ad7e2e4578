package vitexplain.vit.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import vitexplain.base.Excerpt;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.TokenRange;
import vitexplain.vit.model.VitConfig;

/**
 * Reads the config.json of a folder that timm saved: the architecture's name, of which timm.csv
 * says what model it is, and under {@code model_args} what differs from it.
 */
final class TimmConfig {
  private static final String TABLE = "timm.csv";
  private static final String ARCHITECTURE = "architecture";
  private static final String POOL = "global_pool";

  /** Arguments that are read. */
  private static final Set<String> READ =
      Set.of(
          "img_size",
          "patch_size",
          "in_chans",
          "num_classes",
          POOL,
          "embed_dim",
          "depth",
          "num_heads",
          "mlp_ratio",
          "qkv_bias",
          "init_values",
          "class_token",
          "no_embed_class",
          "reg_tokens",
          "pre_norm",
          "fc_norm",
          "act_layer",
          "pos_embed");

  private final ObjectNode json;
  private final JsonNode arguments;
  private final CSVRecord table;

  private TimmConfig(ObjectNode json, CSVRecord table) {
    this.json = json;
    this.arguments = json.path("model_args");
    this.table = table;
  }

  /**
   * The model.
   *
   * @throws Refusal if the architecture is not in the table or an argument is not implemented
   */
  static ModelDescription describe(ObjectNode json) {
    return new TimmConfig(json, architecture(json)).description();
  }

  /** The architecture's name without the tag behind its dot. */
  private static CSVRecord architecture(ObjectNode json) {
    String full = json.path(ARCHITECTURE).asText("");
    String name = full.replaceFirst("\\..*", "");
    List<String> names = new ArrayList<>();
    try (Reader in =
            new InputStreamReader(
                Objects.requireNonNull(TimmConfig.class.getResourceAsStream(TABLE), TABLE),
                StandardCharsets.UTF_8);
        CSVParser rows =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(in)) {
      for (CSVRecord row : rows) {
        if (row.get(ARCHITECTURE).equals(name)) {
          return row;
        }
        names.add(row.get(ARCHITECTURE));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    throw Refusal.request(
        String.format(
            Locale.ROOT,
            "architecture is \"%s\": of timm's models only Vision Transformers of its class"
                + " VisionTransformer are supported%s%s",
            Excerpt.of(full),
            NearestName.near(name, names).stream()
                .findFirst()
                .map(near -> ", such as " + near)
                .orElse(""),
            OtherFamilies.ofTimm(name).map(family -> "; this is " + family).orElse("")));
  }

  private ModelDescription description() {
    refuseUnknownArguments();
    String pool = text(POOL);
    if (!Set.of("token", "avg", "map").contains(pool)) {
      throw wrong(POOL, "token, avg or map");
    }
    if (!arguments.path("pos_embed").asText("learn").equals("learn")) {
      throw wrong("pos_embed", "learn: positions are learned");
    }
    boolean distilled = table("distilled").equals("true");
    List<String> slots = new ArrayList<>();
    if (flag("class_token")) {
      slots.add("cls_token");
    }
    if (distilled) {
      slots.add("distillation_token");
    }
    slots.add("register_tokens");
    List<ModelDescription.Prefix> prefix = ModelDescription.prefix(slots, integer("reg_tokens"));
    int before = prefix.stream().mapToInt(ModelDescription.Prefix::count).sum();
    if (pool.equals("token") && before == 0) {
      throw wrong(POOL, "avg or map: the model has no class token");
    }
    int classes = classes();
    Family.Scores scores =
        classes == 0
            ? Family.Scores.NONE
            : distilled ? Family.Scores.TWO_CLASSIFIERS : Family.Scores.CLASSIFIER;
    boolean fcNorm = hasFcNorm(pool);
    VitConfig config = config(readout(pool, scores, before, fcNorm), labels(classes));
    boolean bias = config.qkvBias();
    return new ModelDescription(
        Family.TIMM,
        config,
        imageSize(),
        config.layout(before),
        prefix,
        flag("no_embed_class") ? 0 : before,
        scores,
        new ModelDescription.Parts(
            !flag("pre_norm"),
            flag("pre_norm"),
            bias,
            bias,
            bias,
            true,
            true,
            hasLayerScale(),
            table("gated").equals("true"),
            false,
            fcNorm,
            OptionalDouble.empty()));
  }

  private static Readout readout(String pool, Family.Scores scores, int prefix, boolean fcNorm) {
    TokenRange patches = new TokenRange(prefix, TokenRange.OPEN);
    Readout.Norm norm = fcNorm ? Readout.Norm.AFTER_POOL : Readout.Norm.PER_TOKEN;
    return switch (pool) {
      case "avg" -> new Readout(List.of(patches), norm);
      case "map" -> new Readout(List.of(patches), Readout.Pool.PROBE, norm);
      default -> Readout.tokens(scores == Family.Scores.TWO_CLASSIFIERS ? 2 : 1);
    };
  }

  private VitConfig config(Readout readout, List<String> labels) {
    ModelSize.Exact image = imageSize();
    int patch = integer("patch_size");
    int hidden = hidden();
    return new VitConfig(
        ModelDescription.covered(image.height(), patch),
        ModelDescription.covered(image.width(), patch),
        patch,
        arguments.has("in_chans") ? arguments.get("in_chans").asInt() : 3,
        integer("embed_dim"),
        integer("depth"),
        integer("num_heads"),
        table("gated").equals("true") ? hidden / 2 : hidden,
        activation(),
        flag("qkv_bias"),
        Double.parseDouble(table("eps")),
        readout,
        labels);
  }

  /** What fc1 gives; timm rounds the product down. */
  private int hidden() {
    double ratio =
        arguments.hasNonNull("mlp_ratio")
            ? arguments.get("mlp_ratio").asDouble()
            : Double.parseDouble(table("mlp_ratio"));
    return (int) (integer("embed_dim") * ratio + 1e-6);
  }

  private Activation activation() {
    boolean given = arguments.hasNonNull("act_layer");
    String name =
        given ? TimmKeys.activation(arguments.get("act_layer").asText()) : table("activation");
    return Activation.named(name)
        .orElseThrow(() -> wrong("act_layer", "gelu, gelu_tanh, quick_gelu, relu or silu"));
  }

  private ModelSize.Exact imageSize() {
    JsonNode size = arguments.path("img_size");
    if (size.isArray() && size.size() == 2) {
      return new ModelSize.Exact(size.get(1).asInt(), size.get(0).asInt());
    }
    int edge = size.isInt() ? size.intValue() : Integer.parseInt(table("image_size"));
    return new ModelSize.Exact(edge, edge);
  }

  /** Left out, it follows the pooling. */
  private boolean hasFcNorm(String pool) {
    if (arguments.hasNonNull("fc_norm")) {
      return arguments.get("fc_norm").asBoolean();
    }
    boolean ofTable = table("fc_norm").equals("true");
    boolean byDefault = table("global_pool").equals("avg");
    return ofTable == byDefault ? pool.equals("avg") : ofTable;
  }

  private boolean hasLayerScale() {
    if (!arguments.has("init_values")) {
      return table("init_values").equals("true");
    }
    JsonNode value = arguments.get("init_values");
    return value.isNumber() && value.doubleValue() != 0;
  }

  private int classes() {
    for (JsonNode count :
        List.of(
            arguments.path("num_classes"),
            json.path("num_classes"),
            json.path("pretrained_cfg").path("num_classes"))) {
      if (count.isInt()) {
        if (count.intValue() > 0) {
          VitConfig.within("num_classes", count.intValue(), VitConfig.MOST_CLASSES);
        }
        return count.intValue();
      }
    }
    return Integer.parseInt(table("num_classes"));
  }

  private List<String> labels(int classes) {
    JsonNode names = json.path("label_names");
    if (names.isMissingNode()) {
      names = json.path("pretrained_cfg").path("label_names");
    }
    if (names.isArray() && names.size() != classes) {
      throw Refusal.request(
          String.format(
              Locale.ROOT, "label_names has %d names for %d classes", names.size(), classes));
    }
    JsonNode given = names;
    return IntStream.range(0, classes)
        .mapToObj(k -> given.isArray() ? given.get(k).asText() : "LABEL_" + k)
        .toList();
  }

  private void refuseUnknownArguments() {
    Set<String> unknown = new TreeSet<>();
    for (Map.Entry<String, JsonNode> entry : arguments.properties()) {
      boolean known = READ.contains(entry.getKey()) || TimmKeys.HARMLESS.contains(entry.getKey());
      boolean off =
          entry.getValue().isNull()
              || (entry.getValue().isBoolean() && !entry.getValue().booleanValue());
      if (!known && !off) {
        unknown.add(entry.getKey());
      }
    }
    if (!unknown.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model_args has %s, which this version does not implement",
              Excerpt.of(unknown)));
    }
  }

  private String table(String column) {
    return table.get(column);
  }

  private String text(String argument) {
    if (arguments.hasNonNull(argument)) {
      return arguments.get(argument).asText();
    }
    return json.hasNonNull(argument) ? json.get(argument).asText() : table(argument);
  }

  private boolean flag(String argument) {
    JsonNode value = arguments.path(argument);
    return value.isBoolean() ? value.booleanValue() : table(argument).equals("true");
  }

  private int integer(String argument) {
    JsonNode value = arguments.path(argument);
    if (value.isArray() && value.size() == 2 && value.get(0).equals(value.get(1))) {
      return value.get(0).asInt();
    }
    if (!value.isMissingNode() && !value.isNull() && !value.isInt()) {
      throw wrong(argument, "an integer");
    }
    return value.isInt() ? value.intValue() : Integer.parseInt(table(argument));
  }

  private Refusal wrong(String argument, String expected) {
    JsonNode given = arguments.has(argument) ? arguments.get(argument) : json.path(argument);
    return Refusal.request(
        String.format(Locale.ROOT, "%s is %s; expected %s", argument, Excerpt.of(given), expected));
  }
}
