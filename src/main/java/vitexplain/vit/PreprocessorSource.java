package vitexplain.vit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.image.preprocess.PreprocessorChoice;
import vitexplain.image.preprocess.UsualPreprocessor;

/**
 * What says how a model's pixels are made: the user, else a file of the model's folder.
 *
 * @param model what the user called it
 * @param directory where its files lie
 * @param chosen what the user says
 */
record PreprocessorSource(String model, Path directory, Optional<PreprocessorChoice> chosen) {
  private static final String USUAL_FILE = "preprocessor_config.json";

  /** A file, and the key without which it says nothing of pixels. */
  private record Place(String file, String key) {}

  /** In the order in which transformers looks; then OpenCLIP and timm. */
  private static final List<Place> PLACES =
      List.of(
          new Place("processor_config.json", "image_processor"),
          new Place(USUAL_FILE, ""),
          new Place("open_clip_config.json", "model_cfg"),
          new Place("config.json", "pretrained_cfg"));

  /** The file of the folder that says it, if one does. */
  private Optional<Path> file() {
    return PLACES.stream().filter(this::says).findFirst().map(at -> directory.resolve(at.file));
  }

  private boolean says(Place place) {
    Path file = directory.resolve(place.file);
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s': '%s' is a link to a file that is gone. Download or copy it again.",
              model,
              file));
    }
    if (!Files.exists(file) || place.key.isEmpty()) {
      return Files.exists(file);
    }
    try {
      return JsonFile.object(file).path(place.key).isObject();
    } catch (IOException | Refusal unreadable) {
      return false; // whoever needs this file says what is wrong with it
    }
  }

  /**
   * The preprocessor.
   *
   * @param modelType {@code model_type} of the model
   * @param channels that the model reads, 1 or 3
   * @param width columns that it reads
   * @param height rows that it reads
   * @throws Refusal if nothing says how pixels are made, or a file says it in a way that is not
   *     implemented
   */
  Preprocessor read(String modelType, int channels, int width, int height) {
    if (chosen.isPresent()) {
      return chosen.get().read(modelType, channels, width, height);
    }
    Path file = file().orElseThrow(() -> missing(modelType, width, height));
    return Preprocessor.read(file, channels, modelType);
  }

  /** The size of every image, as far as it is said; empty where nothing says it. Throws as read. */
  Optional<ModelSize.Exact> outputSize(String modelType, int channels, int width, int height) {
    return chosen.isEmpty() && file().isEmpty()
        ? Optional.empty()
        : read(modelType, channels, width, height).outputSize();
  }

  private Refusal missing(String modelType, int width, int height) {
    Optional<UsualPreprocessor> usual = UsualPreprocessor.ofModelType(modelType);
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "model '%s' has no %s.%s Give --preprocessor %s, or put the model's own file beside"
                + " config.json.",
            model,
            USUAL_FILE,
            usual.map(values -> " " + values.sentence(width, height)).orElse(""),
            usual
                .map(UsualPreprocessor::id)
                .orElse("with one of " + String.join(", ", UsualPreprocessor.ids()))));
  }

  /** What says it, for messages. */
  String origin() {
    return chosen
        .map(choice -> "--preprocessor " + choice.text())
        .or(() -> file().map(file -> file.getFileName().toString()))
        .orElse(USUAL_FILE);
  }

  /** That the user's word counts and not the model's own. */
  Optional<String> remark() {
    return chosen.map(
        choice ->
            String.format(
                Locale.ROOT,
                "model '%s': pixels are made as --preprocessor %s says%s.",
                model,
                choice.text(),
                file().map(own -> ", and not as its " + own.getFileName()).orElse("")));
  }

  /** SHA-256 of the file; of usual values, their name; "none" where nothing says it. */
  String sha256() {
    return chosen.map(PreprocessorChoice::sha256).or(() -> file().map(Sha256::of)).orElse("none");
  }
}
