package vitexplain.vit.checkpoint;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.ModelSettings;
import vitexplain.vit.Vit;

/** A small model that a family's own package saved, and what that package computes from it. */
public record FamilyModel(String name) {
  private static final Path ROOT = Path.of("src/test/resources/vitexplain/families");

  /** Every one. */
  public static List<FamilyModel> all() {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> new FamilyModel(folder.getFileName().toString()))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Its folder. */
  public Path folder() {
    return ROOT.resolve(name);
  }

  /** As its files say, with the texts that lie beside them. */
  public ModelDirectory directory() {
    Path classes = folder().resolve("classes.safetensors");
    Optional<Path> given = Optional.of(classes).filter(Files::exists);
    long[] fed = shape("expected", "pixels");
    ModelSize.Exact size = new ModelSize.Exact((int) fed[3], (int) fed[2]);
    return new ModelDirectory(
        name, folder(), new ModelSettings(Optional.of(size), given, Optional.empty()));
  }

  /**
   * The caller closes it. Java buffers that the weights were read through are gone: a weight that
   * still lies in one is garbage from here on.
   */
  public Vit open(DataType dtype) {
    Vit model = directory().open(Device.cpu(), dtype, 0);
    System.gc();
    return model;
  }

  /** The golden pixels. */
  public NDArray pixels(Vit model, NDManager scope) {
    return scope
        .create(values("expected", "pixels"), new Shape(shape("expected", "pixels")))
        .toType(model.dtype(), false);
  }

  /** The classes that gradients are of; none in a model without classes. */
  public int[] targets() {
    return has("expected", "targets")
        ? Arrays.stream(values("expected", "targets")).mapToInt(t -> (int) t).toArray()
        : new int[2];
  }

  /** Whether a file holds a tensor. */
  public boolean has(String file, String tensor) {
    return names(file).contains(tensor);
  }

  /** The tensors of a file. */
  public Set<String> names(String file) {
    try (Safetensors golden = Safetensors.open(folder().resolve(file + ".safetensors"))) {
      return golden.names();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A tensor's values. */
  public double[] values(String file, String tensor) {
    try (Safetensors golden = Safetensors.open(folder().resolve(file + ".safetensors"))) {
      return golden.doubles(tensor);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A tensor's shape. */
  public long[] shape(String file, String tensor) {
    try (Safetensors golden = Safetensors.open(folder().resolve(file + ".safetensors"))) {
      return golden.entry(tensor).shape();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
