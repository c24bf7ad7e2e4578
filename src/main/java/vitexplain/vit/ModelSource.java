package vitexplain.vit;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.vit.hub.DownloadListener;
import vitexplain.vit.hub.Hub;
import vitexplain.vit.hub.HubModel;

/** Where a model comes from, before anything is loaded. Immutable; any thread may open it. */
public sealed interface ModelSource permits ModelDirectory, ModelShape {

  /** As {@link #named(String, Path, DownloadListener)}; a download is not heard of. */
  static ModelSource named(String name, Path data) {
    return named(name, data, DownloadListener.SILENT);
  }

  /**
   * Reads {@code --model}: the id of an {@link EmbeddedModel}, {@code shape:NAME}, a directory, or
   * {@code OWNER/NAME} or {@code OWNER/NAME@REVISION} of a model on the hub, which is in the local
   * cache or is downloaded into it.
   *
   * @param name what the user wrote
   * @param data the folder that the embedded models lie in
   * @param downloads hears of a download
   * @throws Refusal if it names no model
   * @throws Refusal if it has to be downloaded and cannot be
   */
  static ModelSource named(String name, Path data, DownloadListener downloads) {
    Optional<EmbeddedModel> embedded = EmbeddedModel.named(name);
    if (embedded.isPresent()) {
      return new ModelDirectory(name, embedded.get().in(data));
    }
    if (name.startsWith("shape:")) {
      return ModelShape.named(name);
    }
    Optional<Path> path = path(name);
    if (path.filter(Files::isDirectory).isPresent()) {
      return new ModelDirectory(name, path.get());
    }
    HubModel model = HubModel.of(name).orElseThrow(() -> noModel(name));
    if (!name.contains("@") && path.map(Path::getParent).filter(Files::isDirectory).isPresent()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s' is no directory, though the directory '%s' is here. Is it misspelt? For the"
                  + " model of that name on the hub, write %s@main.",
              name,
              path.get().getParent(),
              name));
    }
    return new ModelDirectory(name, Hub.fromEnvironment().fetch(model, downloads));
  }

  private static Optional<Path> path(String name) {
    try {
      return Optional.of(name).filter(text -> !text.isBlank()).map(Path::of);
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static Refusal noModel(String name) {
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "model '%s' is no directory; expected %s, a directory with config.json and"
                + " model.safetensors, OWNER/NAME or OWNER/NAME@REVISION of the hub such as"
                + " google/vit-base-patch16-224, or one of %s",
            Excerpt.of(name),
            String.join(", ", EmbeddedModel.ids()),
            ModelShape.names()));
  }

  /** Where models of the hub are looked for. */
  static Path hubCache() {
    return Hub.fromEnvironment().cache();
  }

  /**
   * The same model, read as the user says.
   *
   * @throws Refusal if something is said of a model that is not read from files
   */
  ModelSource with(ModelSettings settings);

  /** What the user called it. */
  String name();

  /**
   * Refuses a model without classes.
   *
   * @param purpose what needs them, such as a command
   * @throws Refusal saying what is missing and what can be done
   */
  default void requireClasses(String purpose) {}

  /** The names of its classes in logit order; none in a model without. Reads no weights. */
  List<String> classNames();

  /**
   * Loads the weights.
   *
   * @param dtype FLOAT32 or FLOAT64
   * @param seed of random weights; ignored where there are real ones
   */
  Vit open(Device device, DataType dtype, long seed);

  /**
   * How its pixels are made.
   *
   * @throws Refusal if neither the user nor a file of the model says it, or in a way that is not
   *     implemented
   */
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

  /** Likewise of the preprocessor's file; the name of usual values that the user chose. */
  String preprocessorSha256();
}
