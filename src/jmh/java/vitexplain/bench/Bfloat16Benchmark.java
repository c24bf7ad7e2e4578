package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vitexplain.vit.Bfloat16;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * What does a forward pass for logits cost in bfloat16? The row {@code forward} is the same in
 * float32.
 *
 * <p>Trap avoided: a low precision that is not used. The logits must be near the float32 ones, and
 * must not be the same.
 *
 * <pre>./run-bench.sh bench --include '[.]forward' --model shape:vit-base-16-224 --batch 1,8</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Bfloat16Benchmark {

  private Vit rounded;

  /** Against the plain pass, whose weights need no second copy in float32. */
  @Setup
  public void check(ModelState state) {
    Vit vit = state.vit();
    rounded = vit.withLogitsInBfloat16();
    float[][] first = {forwardBfloat16(state)[0]};
    try (NDManager scope = vit.newScope();
        Trace plain =
            vit.traceByAutograd(
                state.firstImage(scope), Targets.predicted(), Set.of(new Signal.Attention()))) {
      float[][] exact = plain.logits();
      double bound = Bfloat16.explainedError(vit.config().blocks());
      Answers.requireNear("logits in bfloat16", first, exact, bound);
      if (Answers.largestDifference(first, exact) < bound / 1000) {
        throw new AssertionError("logits in bfloat16: rounded nowhere");
      }
    }
  }

  /** Pixels on the device to logits [B][K] on the host. */
  @Benchmark
  public float[][] forwardBfloat16(ModelState state) {
    try (NDArray logits = rounded.logits(state.pixels())) {
      return HostMatrix.floats(logits);
    }
  }
}
