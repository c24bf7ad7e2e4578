package vitexplain.image.preprocess;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vitexplain.base.Excerpt;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;
import vitexplain.image.resize.Resample;

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
          "default_to_square",
          "image_mean",
          "image_std");

  /** Names, and settings of how arrays are handed over in Python. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "image_processor_type",
          "feature_extractor_type",
          "image_processor_class",
          "processor_class",
          "do_convert_rgb",
          "data_format",
          "input_data_format",
          "return_tensors",
          "device",
          "disable_grouping",
          "_valid_processor_keys");

  private final JsonNode json;
  private final JsonKeys keys;

  private final int channels;
  private final String family;

  private PreprocessorConfig(JsonNode json, int channels, String family) {
    this.json = json;
    this.channels = channels;
    this.family = family;
    this.keys = new JsonKeys(json);
  }

  static Preprocessor read(Path file, int channels, String family) {
    try {
      return new PreprocessorConfig(JsonFile.object(file), channels, family).preprocessor();
    } catch (Refusal | IllegalArgumentException e) {
      throw refused(file, e.getMessage().replaceFirst("[.]?$", "."), e);
    } catch (IOException e) {
      throw refused(file, "could not be read at " + file + ".", e);
    }
  }

  private static Refusal refused(Path file, String problem, Throwable cause) {
    return Refusal.request(ROLE + " '" + file.getFileName() + "': " + problem, cause);
  }

  private Preprocessor preprocessor() {
    ProcessorClass type = type();
    refuseUnknownKeys();
    refuseForeignDefaults(type);
    boolean normalize = keys.flag("do_normalize", true);
    return new Preprocessor(
        keys.flag("do_resize", true) ? size(type) : new ModelSize.Unchanged(),
        Resample.ofCode(
            json.has("resample") ? keys.wholeNumber("resample", json.get("resample")) : 2),
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
            String.format(
                Locale.ROOT,
                "'%s': %s is a step that is not implemented here",
                Excerpt.of(entry.getKey()),
                Excerpt.of(value)));
      }
    }
  }

  private void refuseForeignDefaults(ProcessorClass type) {
    for (String key : type.required()) {
      if (!json.has(key)) {
        throw JsonKeys.problem(
            "'" + key + "' is missing and " + typeName() + "'s default is not ViT's; state it");
      }
    }
  }

  private ProcessorClass type() {
    String name = typeName();
    return ProcessorClass.named(name)
        .orElseThrow(
            () ->
                JsonKeys.problem(
                    String.format(
                        Locale.ROOT,
                        "'image_processor_type': %s gives these keys a meaning that this version does"
                            + " not implement; it reads %s",
                        Excerpt.of(name),
                        ProcessorClass.names())));
  }

  /** Where the file names no class, transformers takes that of the model. */
  private String typeName() {
    for (String key : List.of("image_processor_type", "feature_extractor_type")) {
      if (keys.given(key)) {
        return json.get(key).asText();
      }
    }
    return family + "ImageProcessor";
  }

  private ModelSize size(ProcessorClass type) {
    JsonNode size = json.has("size") ? json.get("size") : IntNode.valueOf(224);
    if (size.isObject() && size.size() == 1 && size.has("shortest_edge")) {
      return new ModelSize.ShortestEdge(keys.positive("size", size.get("shortest_edge")));
    }
    if (size.isNumber() && !keys.flag("default_to_square", type.isSquare())) {
      return new ModelSize.ShortestEdge(keys.positive("size", size));
    }
    return keys.exact("size", size);
  }
}
