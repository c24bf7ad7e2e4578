package vitexplain.vit.checkpoint;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.Vit;
import vitexplain.vit.family.ConfigReader;
import vitexplain.vit.family.ModelDescription;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Targets;

/**
 * A small random model that transformers wrote, with what transformers computes from its pixels;
 * made by {@code src/test/python/model}.
 *
 * @param name its folder under golden/model
 */
public record GoldenModel(String name) {
  private static final Path ROOT = Path.of("src/test/resources/golden");

  /** Every model that transformers wrote. */
  public static final List<String> NAMES =
      List.of("plain", "deep", "relu", "no-qkv-bias", "grey", "grid24");

  public Path file(String fileName) {
    return ROOT.resolve("model").resolve(name).resolve(fileName);
  }

  /** The model itself; the caller closes it. */
  public Vit open(DataType dtype) {
    return directory().open(Device.cpu(), dtype, 0);
  }

  private ModelDirectory directory() {
    return new ModelDirectory(name, file(""));
  }

  /** The model with the tensors of another file in its folder. */
  public Vit open(DataType dtype, String fileName) throws IOException {
    ModelDescription model = ConfigReader.read(file("config.json"));
    NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    try (Safetensors file = Safetensors.open(file(fileName))) {
      return new Vit(
          manager,
          model.config(),
          Checkpoint.read(name, WeightFiles.of(file), model, Optional.empty(), manager, dtype));
    }
  }

  /** The golden pixels, [B, C, height, width]. */
  public NDArray pixels(Vit model, NDManager scope) {
    VitConfig c = model.config();
    double[] values = expected("pixels");
    return scope
        .create(
            values,
            new Shape(targetClasses().length, c.channels(), c.imageHeight(), c.imageWidth()))
        .toType(model.dtype(), false);
  }

  /** The classes that gradients are of, one per image. */
  public Targets targets() {
    return Targets.of(targetClasses());
  }

  private int[] targetClasses() {
    return indices("targets");
  }

  /** Query rows of which attention and its gradient were kept. */
  public int[] rows() {
    return indices("rows");
  }

  private int[] indices(String key) {
    return Arrays.stream(expected(key)).mapToInt(value -> (int) value).toArray();
  }

  /** One of transformers' results, row-major. */
  public double[] expected(String key) {
    return read(file("expected.safetensors"), key);
  }

  /** The names of a golden safetensors file's tensors. */
  public static Set<String> names(Path file) {
    try (Safetensors tensors = Safetensors.open(file)) {
      return Set.copyOf(tensors.names());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("" + file, unreadable);
    }
  }

  /** One tensor of a golden safetensors file, row-major. */
  public static double[] read(Path file, String key) {
    try (Safetensors tensors = Safetensors.open(file)) {
      return tensors.doubles(key);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("" + file, unreadable);
    }
  }
}
