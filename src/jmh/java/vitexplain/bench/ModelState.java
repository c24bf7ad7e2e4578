package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Locale;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import vitexplain.vit.Devices;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;
import vitexplain.vit.VitConfig;

/** A model, opened once per trial, and a batch of seeded noise that already lies on its device. */
@State(Scope.Benchmark)
public class ModelState {

  /** The start script sets the property, because it works from any directory. */
  private static final Path DEMO =
      Path.of(System.getenv().getOrDefault("VITEXPLAIN_HOME", ""), "data", "demo-vit");

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

  private ModelSource source;
  private Vit vit;
  private NDManager scope;
  private NDArray pixels;

  @Setup(Level.Trial)
  public void open() {
    source = ModelSource.named(model, DEMO);
    vit = source.open(Devices.resolve(device), dtype(dtype), seed);
    scope = vit.newScope();
    VitConfig c = vit.config();
    scope.getEngine().setRandomSeed((int) seed);
    pixels =
        scope
            .randomNormal(
                0,
                1,
                new Shape(batch, c.channels(), c.imageHeight(), c.imageWidth()),
                DataType.FLOAT32)
            .toType(vit.dtype(), false);
  }

  @TearDown(Level.Trial)
  public void close() {
    vit.close();
  }

  /** An element type by its name in {@code latency.csv}. */
  static DataType dtype(String name) {
    return DataType.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Where the model comes from. */
  ModelSource source() {
    return source;
  }

  /** The model; lives as long as the trial. */
  Vit vit() {
    return vit;
  }

  /** [B, C, height, width] on the device; lives as long as the trial, so results must not. */
  NDArray pixels() {
    return pixels;
  }
}
