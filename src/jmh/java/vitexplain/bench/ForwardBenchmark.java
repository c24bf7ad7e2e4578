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
import org.openjdk.jmh.infra.BenchmarkParams;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * What do the model's own passes cost, which every explanation is paid in?
 *
 * <p>Trap avoided: native arrays that outlive a call. The garbage collector does not see them, so
 * each call closes what it made; otherwise later calls pay for memory that earlier ones kept.
 *
 * <pre>./run-bench.sh bench --include ForwardBenchmark --model shape:vit-base-16-224</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ForwardBenchmark {

  private static final Set<Signal> ATTENTION = Set.of(new Signal.Attention());
  private static final Signal GRADIENT = new Signal.LogitContextGradient();
  private static final Set<Signal> ATTENTION_GRADIENT = Set.of(new Signal.Values(), GRADIENT);

  /**
   * The first image alone must give the batch's first row, and every pass the same logits. A
   * reverse pass is only made where one is timed: its memory would count for the others.
   */
  @Setup
  public void check(ModelState state, BenchmarkParams benchmark) {
    float[][] first = {forward(state)[0]};
    Vit vit = state.vit();
    try (NDManager scope = vit.newScope()) {
      NDArray image = state.firstImage(scope);
      Answers.requireEqual("logits of one image", HostMatrix.floats(vit.logits(image)), first, vit.dtype());
      Answers.requireEqual("logits of the trace", trace(vit, image), first, vit.dtype());
      if (benchmark.getBenchmark().endsWith(".backward") && backward(vit, image) == 0) {
        throw new AssertionError("the attention gradients of all blocks are 0");
      }
    }
  }

  /** Pixels on the device to logits [B][K] on the host. */
  @Benchmark
  public float[][] forward(ModelState state) {
    try (NDArray logits = state.vit().logits(state.pixels())) {
      return HostMatrix.floats(logits);
    }
  }

  /** The same with the attention of every block kept. */
  @Benchmark
  public float[][] trace(ModelState state) {
    return trace(state.vit(), state.pixels());
  }

  private static float[][] trace(Vit vit, NDArray pixels) {
    try (Trace trace = vit.trace(pixels, Targets.predicted(), ATTENTION)) {
      return trace.logits();
    }
  }

  /**
   * Forward and backward to the gradient of the predicted logit with respect to the attention of
   * every block, [B, H, T, T] each.
   *
   * @return the sum of one element per block: waits for all of them
   */
  @Benchmark
  public double backward(ModelState state) {
    return backward(state.vit(), state.pixels());
  }

  private static double backward(Vit vit, NDArray pixels) {
    double sum = 0;
    try (Trace trace = vit.trace(pixels, Targets.predicted(), ATTENTION_GRADIENT);
        NDManager scope = trace.borrow()) {
      for (int l = 0; l < trace.blocks(); l++) {
        try (NDArray gradient = trace.attentionGradient(scope, GRADIENT, l)) {
          sum += Math.abs(Barrier.await(gradient));
        }
      }
    }
    return sum;
  }
}
