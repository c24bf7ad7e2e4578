package vitexplain.vit.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.NamedWeights;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitConfig;

/** Model directories with random weights, whole or with chosen tensors in them. */
public final class TemporaryModel {
  private TemporaryModel() {}

  /** Writes a random model of a shape; the same seed gives the same files. */
  public static Path write(Path directory, VitConfig config, long seed) throws IOException {
    try (Vit model = TestModels.random(config, DataType.FLOAT32, seed)) {
      ModelWriter.write(directory, config, model.weights());
      return directory;
    }
  }

  /** As {@link #write}, its tensors changed before they are written; config.json stays. */
  public static Path write(
      Path directory, VitConfig config, long seed, UnaryOperator<Map<String, NDArray>> change)
      throws IOException {
    try (Vit model = TestModels.random(config, DataType.FLOAT32, seed)) {
      ModelWriter.write(directory, config, model.weights());
      Path file = directory.resolve("model.safetensors");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        SafetensorsWriter.write(change.apply(tensors(model)), out);
      }
      return directory;
    }
  }

  private static Map<String, NDArray> tensors(Vit model) {
    VitConfig c = model.config();
    Map<String, NDArray> tensors = new LinkedHashMap<>(NamedWeights.of(model.weights()));
    tensors.computeIfPresent(
        "vit.embeddings.patch_embeddings.projection.weight",
        (name, flat) ->
            flat.reshape(new Shape(c.width(), c.channels(), c.patchSize(), c.patchSize())));
    return tensors;
  }

  /** {@link TestModels#TINY} for grey images. */
  public static VitConfig tinyGrey() {
    return new VitConfig(
        24,
        32,
        8,
        1,
        16,
        3,
        2,
        40,
        Activation.GELU,
        true,
        1e-6,
        Readout.CLASS_TOKEN,
        List.of("a", "b", "c"));
  }
}
