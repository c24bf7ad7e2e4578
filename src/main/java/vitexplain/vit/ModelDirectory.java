package vitexplain.vit;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.vit.checkpoint.Checkpoint;
import vitexplain.vit.checkpoint.TextClasses;
import vitexplain.vit.checkpoint.WeightFiles;
import vitexplain.vit.family.ConfigReader;
import vitexplain.vit.family.ModelDescription;
import vitexplain.vit.family.TensorNames;
import vitexplain.vit.model.VitConfig;

/**
 * A model in Hugging Face layout: config.json, model.safetensors (or its shards and their index)
 * and, if pixels are to be made for it, preprocessor_config.json.
 *
 * @param name what the user called it
 * @param directory where the files lie
 * @param settings what the user says beside them
 */
public record ModelDirectory(String name, Path directory, ModelSettings settings)
    implements ModelSource {

  /** Read as its files say. */
  public ModelDirectory(String name, Path directory) {
    this(name, directory, ModelSettings.NONE);
  }

  @Override
  public ModelSource with(ModelSettings other) {
    return new ModelDirectory(name, directory, other);
  }

  @Override
  public Vit open(Device device, DataType dtype, long seed) {
    ModelDescription model = description();
    NDManager manager = Torch.manager(device);
    try (WeightFiles weights = WeightFiles.open(name, directory)) {
      return new Vit(
          manager,
          model.config(),
          Checkpoint.read(name, weights, model, classes(), manager, dtype));
    } catch (RuntimeException | Error failure) {
      manager.close();
      throw failure;
    }
  }

  /** The model's shape, without its weights. */
  public VitConfig config() {
    return description().config();
  }

  /** All that the files say about the model but its numbers. */
  private ModelDescription description() {
    ModelDescription read = ConfigReader.read(configFile());
    ModelDescription sized =
        settings.imageSize().or(() -> processorsSize(read)).map(read::forImages).orElse(read);
    Optional<TextClasses> classes = classes();
    if (classes.isEmpty()) {
      return sized;
    }
    sized.requireTexts(name);
    return sized.withClasses(classes.get().names());
  }

  /** For a model that resamples its positions to whatever it is fed. */
  private Optional<ModelSize.Exact> processorsSize(ModelDescription model) {
    VitConfig config = model.config();
    return model.family().positions().followProcessor()
        ? pixels()
            .outputSize(
                modelType(model), config.channels(), config.imageWidth(), config.imageHeight())
        : Optional.empty();
  }

  /** A family of transformers; timm and OpenCLIP have none, and say how pixels are made. */
  private static String modelType(ModelDescription model) {
    return model.family().types().stream().findFirst().orElse("");
  }

  private Optional<TextClasses> classes() {
    return settings.classes().map(TextClasses::read);
  }

  private Path configFile() {
    return directory.resolve("config.json");
  }

  private PreprocessorSource pixels() {
    return new PreprocessorSource(name, directory, settings.preprocessor());
  }

  @Override
  public Preprocessor preprocessor() {
    ModelDescription model = description();
    VitConfig config = model.config();
    ModelSize.Exact expected = model.pixels();
    Preprocessor own =
        pixels().read(modelType(model), config.channels(), expected.width(), expected.height());
    Preprocessor read = settings.imageSize().map(own::forInputs).orElse(own);
    ModelSize.Exact made = read.outputSize().orElse(expected);
    if (!made.equals(expected)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s': %s makes images of %d x %d (width x height); %s is %d x %d. Give"
                  + " --image-size HEIGHTxWIDTH, which counts for both, or --preprocessor.",
              name,
              pixels().origin(),
              made.width(),
              made.height(),
              settings.imageSize().isPresent() ? "--image-size" : "config.json's image_size",
              expected.width(),
              expected.height()));
    }
    return read.keeping(expected, new ModelSize.Exact(config.imageWidth(), config.imageHeight()));
  }

  @Override
  public List<String> classNames() {
    return config().labels();
  }

  @Override
  public void requireClasses(String purpose) {
    ModelDescription model = description();
    if (model.config().classes() > 0) {
      return;
    }
    String mend =
        model.comparesTexts()
            ? "It compares images with texts: give their embeddings with --classes FILE, see"
                + " docs/models.md."
            : "Take a checkpoint with a classifier, or 'explain' with a class-agnostic method such as"
                + " rollout.";
    throw Refusal.request(
        String.format(
            Locale.ROOT,
            "model '%s' is a %s model without classes; %s needs class scores. %s",
            name,
            model.family().name(),
            purpose,
            mend));
  }

  @Override
  public List<String> remarks() {
    VitConfig config = config();
    List<String> remarks = new ArrayList<>();
    pixels().remark().ifPresent(remarks::add);
    if (config.classes() == 1) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "model '%s' has one class, whose probability is 1 by construction; only its logit"
                  + " depends on the image.",
              name));
    }
    boolean isTimms = description().family().types().isEmpty();
    try (WeightFiles weights = WeightFiles.open(name, directory)) {
      if (!isTimms && weights.names().stream().anyMatch(TensorNames::isOfTimm)) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "model '%s' has timm's tensor names, which do not tell its pooling: its head is read"
                    + " from the class token (global_pool=token), layer_norm_eps is %s.",
                name,
                config.layerNormEps()));
      }
    }
    return remarks;
  }

  @Override
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : WeightFiles.paths(name, directory)) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException unreadable) {
      throw Refusal.request("model '" + name + "' cannot be read: " + unreadable.getMessage());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String configSha256() {
    return hash(directory.resolve("config.json"));
  }

  @Override
  public String preprocessorSha256() {
    return pixels().sha256();
  }

  private static String hash(Path file) {
    return Files.exists(file) ? Sha256.of(file) : "none";
  }
}
