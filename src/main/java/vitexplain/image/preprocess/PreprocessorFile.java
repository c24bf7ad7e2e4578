package vitexplain.image.preprocess;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;

/** Which of the layouts a file has, and its reader. */
final class PreprocessorFile {

  private static final String ROLE = "preprocessor";

  private PreprocessorFile() {}

  /** As {@link Preprocessor#read(Path, int, String)}. */
  static Preprocessor read(Path file, int channels, String modelType) {
    try {
      return preprocessor(JsonFile.object(file), channels, modelType);
    } catch (Refusal | IllegalArgumentException e) {
      throw refused(file, e.getMessage().replaceFirst("[.]?$", "."), e);
    } catch (IOException e) {
      throw refused(file, "could not be read at " + file + ".", e);
    }
  }

  private static Preprocessor preprocessor(JsonNode json, int channels, String modelType) {
    if (json.path("pretrained_cfg").isObject()) {
      return new TimmTransform(json.get("pretrained_cfg"), channels).preprocessor();
    }
    if (json.path("model_cfg").isObject()) {
      return new OpenClipTransform(json, channels).preprocessor();
    }
    if (json.path("image_processor").isObject()) {
      return new PreprocessorConfig(json.get("image_processor"), channels, modelType)
          .preprocessor();
    }
    if (json.has("architecture") || json.has("model_type")) {
      throw JsonKeys.problem(
          "describes a model and not how its pixels are made; expected a preprocessor_config.json, or"
              + " a config.json of timm with 'pretrained_cfg'");
    }
    return new PreprocessorConfig(json, channels, modelType).preprocessor();
  }

  private static Refusal refused(Path file, String problem, Throwable cause) {
    return Refusal.request(ROLE + " '" + file.getFileName() + "': " + problem, cause);
  }
}
