package vitexplain.vit.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A family of Vision Transformers as data: how its config.json and its tensors are read. Each is a
 * JSON file beside this class; docs/extending.md says what its keys mean.
 *
 * @param name as people say it
 * @param types values of {@code model_type}
 * @param tower the key under which a model of images and texts keeps what is about images
 * @param keys by what a key means to us, the family's key and what its absence means
 * @param harmless further keys that change no number
 * @param prefix slots of the tokens before the patches, in order
 * @param positioned how many of them have positions; negative for all
 * @param layerScale whether a factor follows attention and MLP
 * @param patchBias whether the patch projection has a bias
 * @param preNorm whether a LayerNorm stands before the blocks
 * @param architectures by the name in {@code architectures}, what is read of the last tokens; the
 *     first is taken where none is given
 * @param names of its tensors
 * @param positions how positions are resampled
 */
public record Family(
    String name,
    Set<String> types,
    Optional<String> tower,
    Map<String, Key> keys,
    Set<String> harmless,
    List<String> prefix,
    int positioned,
    boolean layerScale,
    boolean patchBias,
    boolean preNorm,
    Map<String, Reading> architectures,
    TensorNames names,
    Positions positions) {

  /** Every family, in the order in which they are listed to users. */
  public static final List<Family> ALL =
      List.of(
          read("vit"),
          read("vit_mae"),
          read("deit"),
          read("dinov2"),
          read("dinov2_with_registers"),
          read("dinov3_vit"),
          read("clip"),
          read("siglip"));

  /** Models of the package timm, whose config.json is in its own words. */
  static final Family TIMM = read("timm");

  /** Models of the package OpenCLIP. */
  static final Family OPEN_CLIP = read("open_clip");

  /**
   * A key of config.json.
   *
   * @param name the family's
   * @param absent its value where it is not given
   */
  record Key(String name, JsonNode absent) {}

  /** What the class scores are. */
  public enum Scores {
    /** A linear classifier's. */
    CLASSIFIER,
    /** Of two linear classifiers, each on a token of its own, averaged. */
    TWO_CLASSIFIERS,
    /** Cosines with texts, after a projection. */
    PROJECTED_TEXTS,
    /** Cosines with texts. */
    TEXTS,
    NONE
  }

  /** From which tokens they are read. */
  public enum Tokens {
    /** The class token. */
    CLS,
    CLS_MEAN,
    /** The patches' mean. */
    MEAN,
    /** The patches' mean, before the final LayerNorm, which is not applied. */
    UNNORMED_MEAN,
    PROBE
  }

  /** What is read of the last tokens. */
  record Reading(Scores head, Tokens readout) {}

  /**
   * How positions are brought to another grid.
   *
   * @param none whether there are none, but rotations of queries and keys
   * @param antialias whether a smaller grid averages
   * @param followProcessor whether images have the preprocessor's size and not {@code image_size},
   *     which only says how many positions are stored
   */
  public record Positions(boolean none, boolean antialias, boolean followProcessor) {}

  /** The family of a {@code model_type}. */
  static Optional<Family> ofType(String type) {
    return ALL.stream().filter(family -> family.types().contains(type)).findFirst();
  }

  /** The names of all, for messages. */
  static String list() {
    List<String> names = new ArrayList<>(ALL.stream().map(Family::name).toList());
    names.add("timm");
    names.add("OpenCLIP");
    return String.join(", ", names);
  }

  private static Family read(String file) {
    try (InputStream in = Family.class.getResourceAsStream(file + ".json")) {
      return of(new ObjectMapper().readTree(Objects.requireNonNull(in, file)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Family of(JsonNode json) {
    Map<String, Key> keys = new LinkedHashMap<>();
    json.path("keys")
        .properties()
        .forEach(
            e -> keys.put(e.getKey(), new Key(e.getValue().get(0).asText(), e.getValue().get(1))));
    Map<String, Reading> architectures = new LinkedHashMap<>();
    json.path("architectures")
        .properties()
        .forEach(e -> architectures.put(e.getKey(), reading(e.getValue())));
    JsonNode positions = json.path("positions");
    return new Family(
        json.path("name").asText(),
        new LinkedHashSet<>(strings(json.path("types"))),
        Optional.ofNullable(json.get("tower")).map(JsonNode::asText),
        keys,
        new LinkedHashSet<>(strings(json.path("harmless"))),
        strings(json.path("prefix")),
        json.path("positioned").asInt(-1),
        json.path("layer_scale").asBoolean(false),
        json.path("patch_bias").asBoolean(true),
        json.path("pre_norm").asBoolean(false),
        architectures,
        names(json.path("names")),
        new Positions(
            positions.path("none").asBoolean(false),
            positions.path("antialias").asBoolean(false),
            positions.path("follow_processor").asBoolean(false)));
  }

  private static Reading reading(JsonNode json) {
    return new Reading(
        Scores.valueOf(constant(json.path("head").asText())),
        Tokens.valueOf(constant(json.path("readout").asText("cls"))));
  }

  private static String constant(String text) {
    return text.toUpperCase(Locale.ROOT).replaceAll("[ +]", "_");
  }

  private static TensorNames names(JsonNode json) {
    Map<String, String> slots = new LinkedHashMap<>();
    json.path("slots").properties().forEach(e -> slots.put(e.getKey(), e.getValue().asText()));
    return new TensorNames(
        strings(json.path("strip")),
        slots,
        strings(json.path("unused")),
        Optional.ofNullable(json.get("tower")).map(JsonNode::asText),
        json.path("own").asBoolean(false));
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(each -> strings.add(each.asText()));
    return List.copyOf(strings);
  }
}
