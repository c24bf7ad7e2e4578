package vitexplain.vit.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vitexplain.base.Refusal;
import vitexplain.vit.checkpoint.WeightFiles;

/** Which files a model needs, and which of them a folder has. */
final class ModelFiles {
  /** How pixels are made, in transformers 5 or before; a model may have neither. */
  static final List<String> PREPROCESSORS =
      List.of("processor_config.json", "preprocessor_config.json");

  /** At least one of them. */
  static final List<String> CONFIGS = List.of("config.json", "open_clip_config.json");

  /** One of them, the first that is there; an index with the files that it names. */
  static final List<String> WEIGHTS =
      List.of(WeightFiles.SINGLE, WeightFiles.INDEX, "open_clip_model.safetensors");

  /** Weights that are not read: files of Python's pickle can run code. */
  static final List<String> PICKLES =
      List.of("pytorch_model.bin", "pytorch_model.bin.index.json", "open_clip_pytorch_model.bin");

  private ModelFiles() {}

  /** Names of what a folder lacks to be a model; empty if it is one. */
  static List<String> missing(Path folder) {
    List<String> missing = new ArrayList<>();
    if (CONFIGS.stream().noneMatch(file -> isThere(folder, file))) {
      missing.add(CONFIGS.get(0));
    }
    if (isThere(folder, WeightFiles.INDEX) && !isThere(folder, WeightFiles.SINGLE)) {
      shards(folder).stream().filter(file -> !isThere(folder, file)).forEach(missing::add);
    } else if (WEIGHTS.stream().noneMatch(file -> isThere(folder, file))) {
      missing.add(WeightFiles.SINGLE);
    }
    return missing;
  }

  /**
   * Names of the files that a folder's index names.
   *
   * @throws Refusal if it is no index, or names files elsewhere
   */
  static List<String> shards(Path folder) {
    return List.copyOf(WeightFiles.shards(folder.resolve(WeightFiles.INDEX)));
  }

  /** That a model may have settings for its pixels that are not here. */
  static String unknownPreprocessor(HubModel model, String file, String why) {
    return String.format(
        Locale.ROOT,
        "model '%s' lies in the cache without %s, and whether the hub has one is not known: %s",
        model,
        file,
        why);
  }

  static boolean isThere(Path folder, String file) {
    return Files.isRegularFile(folder.resolve(file));
  }
}
