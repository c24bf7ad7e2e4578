package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vitexplain.vit.Devices;
import vitexplain.vit.Torch;
import vitexplain.vit.Vit;

/**
 * Where does the time of a {@link ColdStartBenchmark} go? What it does before its first explanation.
 *
 * <p>Trap avoided: an engine that another part of the process has already started.
 *
 * <pre>./run-bench.sh bench --include 'LoadBenchmark|ColdStartBenchmark'</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LoadBenchmark {

  /** An engine that has started. */
  @State(Scope.Benchmark)
  public static class Started {
    @Setup(Level.Trial)
    public void start() {
      Torch.engine();
    }
  }

  /** Native libraries, up to the first array. */
  @Benchmark
  public float coldEngine(ModelChoice choice) {
    try (NDManager manager = Torch.manager(Devices.resolve(choice.device));
        NDArray one = manager.ones(new Shape(1))) {
      return Barrier.await(one);
    }
  }

  /** The model, by an engine that has started. The weights of a {@code shape:} are drawn, not read. */
  @Benchmark
  public int coldModel(Started engine, ModelChoice choice) {
    try (Vit vit = choice.load()) {
      return vit.config().blocks();
    }
  }
}
