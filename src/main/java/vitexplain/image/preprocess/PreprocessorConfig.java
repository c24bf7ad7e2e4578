package vitexplain.image.preprocess;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vitexplain.base.Excerpt;
import vitexplain.image.resize.Resample;
import vitexplain.image.resize.TorchResize;

/**
 * The keys of an image processor of transformers, versions 4 and 5: each one is honoured, known to
 * change nothing, or refused by name. A step that is skipped in silence would move every number of
 * a study.
 */
final class PreprocessorConfig {

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
  private final String modelType;

  /**
   * @param json one object
   * @param channels of the model, 1 or 3
   * @param modelType the model's, whose class it is where the file names none
   */
  PreprocessorConfig(JsonNode json, int channels, String modelType) {
    this.json = json;
    this.channels = channels;
    this.modelType = modelType;
    this.keys = new JsonKeys(json);
  }

  Preprocessor preprocessor() {
    ProcessorClass type = type();
    refuseUnknownKeys();
    refuseMissing(type);
    Backend backend = type.backend(typeName());
    Scaling scaling = scaling(type);
    Optional<Crop> crop = crop(type).map(window -> Crop.black(window, channels));
    if (backend == Backend.TORCHVISION_FLOAT && (crop.isPresent() || !rescales())) {
      throw JsonKeys.problem(
          typeName() + " is read with 'do_rescale': true and without 'do_center_crop' alone");
    }
    return new Preprocessor(
        backend,
        keys.flag("do_resize", true) ? size(type) : new ModelSize.Unchanged(),
        resample(type, backend),
        crop,
        scaling);
  }

  private Resample resample(ProcessorClass type, Backend backend) {
    Resample filter =
        json.has("resample")
            ? Resample.ofCode(keys.wholeNumber("resample", json.get("resample")))
            : type.resample();
    boolean torchvision = backend == Backend.TORCHVISION || backend == Backend.TORCHVISION_FLOAT;
    boolean unread = backend == Backend.TORCHVISION_FLOAT && filter == Resample.LANCZOS;
    if (torchvision && (unread || !TorchResize.has(filter))) {
      throw JsonKeys.problem(
          String.format(
              Locale.ROOT,
              "'resample': %d (%s) is not implemented for %s",
              filter.code(),
              filter.name().toLowerCase(Locale.ROOT),
              typeName()));
    }
    return filter;
  }

  private Scaling scaling(ProcessorClass type) {
    double factor = rescales() ? keys.number("rescale_factor", 1 / 255.0) : 1;
    if (!keys.flag("do_normalize", true)) {
      return Scaling.rescaling(factor, channels);
    }
    return Scaling.normalising(
        factor,
        keys.perChannel("image_mean", channels, type.colours().mean()),
        keys.perChannel("image_std", channels, type.colours().std()));
  }

  private boolean rescales() {
    return keys.flag("do_rescale", true);
  }

  private Optional<ModelSize.Exact> crop(ProcessorClass type) {
    if (!keys.flag("do_center_crop", type.crop().isPresent())) {
      return Optional.empty();
    }
    return json.has("crop_size") || type.crop().isEmpty()
        ? Optional.of(keys.exact("crop_size", json.get("crop_size")))
        : type.crop();
  }

  private void refuseUnknownKeys() {
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      JsonKeys.refuseUnknown(entry, HONOURED, WITHOUT_EFFECT);
    }
  }

  private void refuseMissing(ProcessorClass type) {
    for (String key : type.required()) {
      if (!json.has(key)) {
        throw JsonKeys.problem(
            "'"
                + key
                + "' is missing, and transformers 4 and 5 have other defaults of "
                + typeName()
                + "; state it");
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
    return UsualPreprocessor.processorClass(modelType);
  }

  private ModelSize size(ProcessorClass type) {
    if (!json.has("size")) {
      return type.size();
    }
    JsonNode size = json.get("size");
    if (size.isObject() && size.size() == 1 && size.has("shortest_edge")) {
      return new ModelSize.ShortestEdge(keys.positive("size", size.get("shortest_edge")));
    }
    if (size.isNumber() && !keys.flag("default_to_square", type.isSquare())) {
      return new ModelSize.ShortestEdge(keys.positive("size", size));
    }
    return keys.exact("size", size);
  }
}
