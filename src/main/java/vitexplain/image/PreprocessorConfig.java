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

  private PreprocessorConfig(JsonNode json) {
    this.json = json;
  }

  static Preprocessor read(Path file) {
    try {
      JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
      if (!json.isObject()) {
        throw new ImageException(ROLE, file, "expected a JSON object.");
      }
      return new PreprocessorConfig(json).preprocessor();
    } catch (JsonProcessingException e) {
      throw new ImageException(ROLE, file, "is no JSON: " + e.getOriginalMessage() + ".", e);
    } catch (IOException e) {
      throw new ImageException(ROLE, file, "could not be read at " + file + ".", e);
    } catch (IllegalArgumentException e) {
      throw new ImageException(ROLE, file, e.getMessage() + ".", e);
    }
  }

  private Preprocessor preprocessor() {
    refuseUnknownKeys();
    refuseForeignDefaults();
    boolean normalize = flag("do_normalize", true);
    return new Preprocessor(
        flag("do_resize", true) ? size() : new ModelSize.Unchanged(),
        Resample.ofCode(given("resample") ? wholeNumber("resample", json.get("resample")) : 2),
        flag("do_center_crop", false) ? Optional.of(crop()) : Optional.empty(),
        flag("do_rescale", true) ? rescaleFactor() : 1,
        normalize ? perChannel("image_mean") : new float[3],
        normalize ? perChannel("image_std") : new float[] {1, 1, 1});
  }

  private void refuseUnknownKeys() {
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      JsonNode value = entry.getValue();
      boolean off = value.isNull() || (value.isBoolean() && !value.booleanValue());
      if (!off && !HONOURED.contains(entry.getKey()) && !WITHOUT_EFFECT.contains(entry.getKey())) {
        throw problem(
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
      if (!given(key)) {
        throw problem("'" + key + "' is missing and " + type + "'s default is not ViT's; state it");
      }
    }
  }

  private String type() {
    String extractor = json.path("feature_extractor_type").asText("");
    return json.path("image_processor_type").asText(extractor);
  }

  private ModelSize size() {
    JsonNode size = given("size") ? json.get("size") : IntNode.valueOf(224);
    if (size.isObject() && size.size() == 1 && size.has("shortest_edge")) {
      return new ModelSize.ShortestEdge(positive("size", size.get("shortest_edge")));
    }
    boolean square = type().isEmpty() || SQUARE_FAMILIES.stream().anyMatch(type()::startsWith);
    if (size.isNumber() && !square) {
      throw problem(
          "'size': "
              + size
              + " is a square or a shortest edge, depending on "
              + type()
              + "; write {\"height\", \"width\"} or {\"shortest_edge\"}");
    }
    return exact("size", size);
  }

  private ModelSize.Exact crop() {
    return exact("crop_size", given("crop_size") ? json.get("crop_size") : json.get("size"));
  }

  private ModelSize.Exact exact(String key, JsonNode size) {
    if (size != null && size.isObject() && size.size() == 2) {
      return new ModelSize.Exact(
          positive(key, size.path("width")), positive(key, size.path("height")));
    }
    if (size == null || !size.isNumber()) {
      throw problem(
          "'" + key + "': " + size + "; expected a whole number or {\"height\", \"width\"}");
    }
    int edge = positive(key, size);
    return new ModelSize.Exact(edge, edge);
  }

  private double rescaleFactor() {
    if (!given("rescale_factor")) {
      return 1 / 255.0;
    }
    JsonNode factor = json.get("rescale_factor");
    if (!factor.isNumber() || factor.doubleValue() == 0) {
      throw problem("'rescale_factor': " + factor + "; expected a number other than 0");
    }
    return factor.doubleValue();
  }

  private float[] perChannel(String key) {
    float[] values = new float[3];
    Arrays.fill(values, 0.5f);
    if (given(key)) {
      JsonNode given = json.get(key);
      boolean triple = given.isArray() && given.size() == values.length;
      for (int c = 0; c < values.length; c++) {
        JsonNode value = triple ? given.get(c) : given;
        if (!value.isNumber()) {
          throw problem("'" + key + "': " + given + "; expected one number or three (R, G, B)");
        }
        values[c] = value.floatValue();
      }
    }
    return values;
  }

  private boolean flag(String key, boolean fallback) {
    if (!given(key)) {
      return fallback;
    }
    if (!json.get(key).isBoolean()) {
      throw problem("'" + key + "': " + json.get(key) + "; expected true or false");
    }
    return json.get(key).booleanValue();
  }

  private int positive(String key, JsonNode value) {
    int number = wholeNumber(key, value);
    if (number < 1) {
      throw problem("'" + key + "': " + number + "; expected at least 1");
    }
    return number;
  }

  private int wholeNumber(String key, JsonNode value) {
    if (!value.isInt()) {
      throw problem("'" + key + "': " + json.get(key) + "; expected whole numbers of pixels");
    }
    return value.intValue();
  }

  private boolean given(String key) {
    return json.hasNonNull(key);
  }

  private static IllegalArgumentException problem(String text) {
    return new IllegalArgumentException(text);
  }
}
