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
import java.util.HexFormat;
import vitexplain.base.Refusal;
import vitexplain.image.ModelSize;
import vitexplain.image.Preprocessor;

/**
 * A model in Hugging Face layout: config.json, model.safetensors and, if pixels are to be made for
 * it, preprocessor_config.json.
 *
 * @param name what the user called it
 * @param directory where the files lie
 */
public record ModelDirectory(String name, Path directory) implements ModelSource {

  @Override
  public Vit open(Device device, DataType dtype, long seed) {
    VitConfig config = config();
    NDManager manager = NDManager.newBaseManager(device, "PyTorch");
    try (Safetensors file = Safetensors.open(requireWeights())) {
      return new Vit(manager, config, Checkpoint.read(name, file, config, manager, dtype));
    } catch (IOException unreadable) {
      manager.close();
      throw Refusal.request("model '" + name + "' cannot be read: " + unreadable.getMessage());
    } catch (RuntimeException | Error failure) {
      manager.close();
      throw failure;
    }
  }

  /** The model's shape, without its weights. */
  public VitConfig config() {
    return ConfigReader.read(directory.resolve("config.json"));
  }

  @Override
  public Preprocessor preprocessor() {
    Path file = directory.resolve("preprocessor_config.json");
    VitConfig config = config();
    int width = config.imageWidth();
    int height = config.imageHeight();
    if (!Files.exists(file)) {
      return Preprocessor.defaults(width, height, config.channels());
    }
    Preprocessor read = Preprocessor.read(file, config.channels());
    ModelSize.Exact made = read.outputSize().orElse(new ModelSize.Exact(width, height));
    if (made.width() != width || made.height() != height) {
      throw Refusal.request(
          ("model '%s': preprocessor_config.json makes images of %d x %d (width x height);"
                  + " config.json's image_size is %d x %d. Change one of the two.")
              .formatted(name, made.width(), made.height(), width, height));
    }
    return read;
  }

  @Override
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(requireWeights()), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException unreadable) {
      throw Refusal.request("model '" + name + "' cannot be read: " + unreadable.getMessage());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Path requireWeights() {
    Path weights = directory.resolve("model.safetensors");
    if (!Files.isRegularFile(weights)) {
      throw Refusal.request(
          ("model '%s': '%s' is missing. Weights are read from safetensors; convert an older"
                  + " pytorch_model.bin with transformers' save_pretrained.")
              .formatted(name, weights));
    }
    return weights;
  }
}
