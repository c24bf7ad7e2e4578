package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.Locale;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import vitexplain.latency.peer.SeededPixels;
import vitexplain.vit.Devices;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.ModelSettings;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

/** Which model on which device, and how many images a call; nothing is loaded yet. */
@State(Scope.Benchmark)
public class ModelChoice {

  /** The start script sets the property, because it works from any directory. */
  private static final Path DATA =
      Path.of(System.getenv().getOrDefault("VITEXPLAIN_HOME", ""), "data");

  /** How the start script's options say that models are read. */
  private static final ModelSettings SETTINGS = ModelSettings.Text.ofProperties().settings();

  @Param("demo")
  public String model;

  @Param("cpu")
  public String device;

  @Param("float32")
  public String dtype;

  @Param("1")
  public int batch;

  @Param("0")
  public long seed;

  /** An element type by its name in {@code latency.csv}. */
  static DataType dtype(String name) {
    return DataType.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Where the model comes from. */
  ModelSource source() {
    ModelSource named = ModelSource.named(model, DATA);
    return named instanceof ModelDirectory ? named.with(SETTINGS) : named;
  }

  /** Loads the engine, if this is its first use, and the model; the caller closes it. */
  Vit load() {
    return source().open(Devices.resolve(device), dtype(dtype), seed);
  }

  /** Seeded noise [B, C, height, width] on the model's device, owned by {@code scope}. */
  NDArray noise(Vit vit, NDManager scope) {
    return SeededPixels.of(vit, batch, seed, scope);
  }
}
