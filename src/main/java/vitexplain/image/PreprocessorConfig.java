package vitexplain.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vitexplain.base.Refusal;

/**
 * The keys of a {@code preprocessor_config.json}: each one is honoured, known to change nothing, or
 * refused by name. A step that is skipped in silence would move every number of a study.
 */
final class PreprocessorConfig {

  private static final String ROLE = "preprocessor";

  private static final Set<String> HONOURED =
      Set.of(
          "do_resize",
          "size",
          "resample",
          "do_center_crop",
          "crop_size",
          "do_rescale",
          "rescale_factor",
          "do_normalize",
          "image_mean",
          "image_std");

  /** Names, and settings of how arrays are handed over in Python. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "image_processor_type",
          "feature_extractor_type",
          "processor_class",
          "do_convert_rgb",
          "data_format",
          "input_data_format",
          "default_to_square",
          "return_tensors",
          "device",
          "disable_grouping",
          "_valid_processor_keys");

  /** Whose classes read a whole-number size as a square; CLIP's, for one, reads a shortest edge. */
  private static final List<String> SQUARE_FAMILIES = List.of("ViT", "DeiT", "Beit");

  /** What a class other than ViT's has defaults of its own for. */
  private static final List<String> REQUIRED_ELSEWHERE =
      List.of("size", "resample", "do_center_crop", "image_mean", "image_std");

  private final JsonNode json;
  private final JsonKeys keys;

  private final int channels;

  private PreprocessorConfig(JsonNode json, int channels) {
    this.json = json;
    this.channels = channels;
    this.keys = new JsonKeys(json);
  }

  static Preprocessor read(Path file, int channels) {
    try {
      JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
      if (!json.isObject()) {
        throw refused(file, "expected a JSON object.", null);
      }
      return of(file, json, channels);
    } catch (JsonProcessingException e) {
      throw refused(file, "is no JSON: " + e.getOriginalMessage() + ".", e);
    } catch (IOException e) {
      throw refused(file, "could not be read at " + file + ".", e);
    }
  }

  private static Preprocessor of(Path file, JsonNode json, int channels) {
    try {
      return new PreprocessorConfig(json, channels).preprocessor();
    } catch (Refusal | IllegalArgumentException e) {
      throw refused(file, e.getMessage() + ".", e);
    }
  }

  private static Refusal refused(Path file, String problem, Throwable cause) {
    return Refusal.request(ROLE + " '" + file.getFileName() + "': " + problem, cause);
  }

  private Preprocessor preprocessor() {
    refuseUnknownKeys();
    refuseForeignDefaults();
    boolean normalize = keys.flag("do_normalize", true);
    return new Preprocessor(
        keys.flag("do_resize", true) ? size() : new ModelSize.Unchanged(),
        Resample.ofCode(
            keys.given("resample") ? keys.wholeNumber("resample", json.get("resample")) : 2),
        keys.flag("do_center_crop", false)
            ? Optional.of(keys.exact("crop_size", json.get("crop_size")))
            : Optional.empty(),
        keys.flag("do_rescale", true) ? keys.number("rescale_factor", 1 / 255.0) : 1,
        normalize ? keys.perChannel("image_mean", channels) : constant(0),
        normalize ? keys.perChannel("image_std", channels) : constant(1));
  }

  private float[] constant(float value) {
    float[] values = new float[channels];
    Arrays.fill(values, value);
    return values;
  }

  private void refuseUnknownKeys() {
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      JsonNode value = entry.getValue();
      boolean off = value.isNull() || (value.isBoolean() && !value.booleanValue());
      if (!off && !HONOURED.contains(entry.getKey()) && !WITHOUT_EFFECT.contains(entry.getKey())) {
        throw JsonKeys.problem(
            "'" + entry.getKey() + "': " + value + " is a step that is not implemented here");
      }
    }
  }

  private void refuseForeignDefaults() {
    String type = type();
    if (type.isEmpty() || type.startsWith("ViT")) {
      return;
    }
    for (String key : REQUIRED_ELSEWHERE) {
      if (!keys.given(key)) {
        throw JsonKeys.problem(
            "'" + key + "' is missing and " + type + "'s default is not ViT's; state it");
      }
    }
  }

  private String type() {
    String extractor = json.path("feature_extractor_type").asText("");
    return json.path("image_processor_type").asText(extractor);
  }

  private ModelSize size() {
    JsonNode size = keys.given("size") ? json.get("size") : IntNode.valueOf(224);
    if (size.isObject() && size.size() == 1 && size.has("shortest_edge")) {
      return new ModelSize.ShortestEdge(keys.positive("size", size.get("shortest_edge")));
    }
    boolean square = type().isEmpty() || SQUARE_FAMILIES.stream().anyMatch(type()::startsWith);
    if (size.isNumber() && !square) {
      throw JsonKeys.problem(
          "'size': "
              + size
              + " is a square or a shortest edge, depending on "
              + type()
              + "; write {\"height\", \"width\"} or {\"shortest_edge\"}");
    }
    return keys.exact("size", size);
  }
}
