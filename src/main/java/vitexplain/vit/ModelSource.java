package vitexplain.vit;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import vitexplain.base.Refusal;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.vit.checkpoint.HubCache;

/** Where a model comes from, before anything is loaded. Immutable; any thread may open it. */
public sealed interface ModelSource permits ModelDirectory, ModelShape {

  /**
   * Reads {@code --model}: {@code demo}, {@code shape:NAME}, a directory, or a hub id that is in
   * the local cache or can be downloaded.
   *
   * @param name what the user wrote
   * @param demo where the embedded model lies
   * @throws Refusal if it names no model
   * @throws Refusal if it has to be downloaded and cannot be
   */
  static ModelSource named(String name, Path demo) {
    if (name.equals("demo")) {
      return new ModelDirectory(name, demo);
    }
    if (name.startsWith("shape:")) {
      return ModelShape.named(name);
    }
    Path directory = Path.of(name);
    if (directory.toFile().isDirectory()) {
      return new ModelDirectory(name, directory);
    }
    if (HubCache.isHubId(name)) {
      return new ModelDirectory(name, HubCache.fromEnvironment().fetch(name));
    }
    throw Refusal.request(
        String.format(
            Locale.ROOT,
            "model '%s' is no directory; expected demo, a directory with config.json and"
                + " model.safetensors, a hub id such as google/vit-base-patch16-224, or one of %s",
            name,
            ModelShape.names()));
  }

  /** Where models of the hub are looked for. */
  static Path hubCache() {
    return HubCache.fromEnvironment().hub();
  }

  /** What the user called it. */
  String name();

  /**
   * Loads the weights.
   *
   * @param dtype FLOAT32 or FLOAT64
   * @param seed of random weights; ignored where there are real ones
   */
  Vit open(Device device, DataType dtype, long seed);

  /** How its pixels are made. */
  Preprocessor preprocessor();

  /**
   * What the model's files leave open and how it is read, a sentence each: for whoever runs it, and
   * for the manifest. Empty if nothing is assumed.
   */
  List<String> remarks();

  /**
   * SHA-256 of the weight file in hex, of all in the order of their names if they are several;
   * "random" where there is none.
   */
  String sha256();

  /** Likewise of the file with the model's shape and labels; "none" where there is none. */
  String configSha256();

  /** Likewise of the preprocessor's file. */
  String preprocessorSha256();
}
