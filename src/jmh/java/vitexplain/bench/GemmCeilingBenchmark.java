package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import vitexplain.vit.Devices;

/**
 * How many products and sums a second does this machine reach at best?
 *
 * <p>Trap avoided: a matrix too small to be limited by arithmetic. At 2048 each value that is read
 * takes part in 2048 products.
 *
 * <pre>./run-bench.sh bench --include GemmCeilingBenchmark</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GemmCeilingBenchmark {

  /** Rows and columns N: one product takes 2 N^3 operations. */
  @Param("2048")
  public int size;

  @Param("cpu")
  public String device;

  @Param("float32")
  public String dtype;

  @Param("0")
  public long seed;

  private NDManager manager;
  private Product product;

  @Setup
  public void check() {
    manager = NDManager.newBaseManager(Devices.resolve(device), "PyTorch");
    manager.getEngine().setRandomSeed((int) seed);
    DataType type = ModelChoice.dtype(dtype);
    Shape square = new Shape(size, size);
    product =
        new Product(
            Product.random(manager, square, type), Product.random(manager, square, type));
    product.check();
  }

  @TearDown
  public void close() {
    manager.close();
  }

  /** One square product. */
  @Benchmark
  public float gemmCeiling() {
    try (NDArray result = product.run()) {
      return Barrier.await(result);
    }
  }
}
