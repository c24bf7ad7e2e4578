package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.trace.HostMatrix;

/**
 * What does the copy to the host cost that ends every other benchmark, when nothing is queued
 * before it?
 *
 * <p>Trap avoided: taking the barrier for free. On a GPU this is the floor under every row; what
 * stands above it is computation.
 *
 * <pre>./run-bench.sh bench --include CopyBenchmark --device cuda</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CopyBenchmark {

  private NDArray maps;

  /** Copies a known ramp, [B, patches]. */
  @Setup
  public void check(ModelState state) {
    PatchLayout layout = state.vit().layout();
    float[][] ramp = new float[state.batch][layout.patches()];
    for (int b = 0; b < ramp.length; b++) {
      for (int i = 0; i < ramp[b].length; i++) {
        ramp[b][i] = b + i / (float) ramp[b].length;
      }
    }
    maps = state.pixels().getManager().create(ramp).toType(state.vit().dtype(), false);
    Answers.requireEqual("the copy", copy(), ramp);
  }

  /** An array of the size of the maps, from the device to the host. */
  @Benchmark
  public float[][] copy() {
    return HostMatrix.floats(maps);
  }
}
