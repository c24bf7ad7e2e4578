package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * What does a method cost from pixels on the device to float maps on the host, all its passes
 * included?
 *
 * <p>Trap avoided: a shared trace. Each call runs the passes that its own method needs, and no
 * method finds another one's attention already computed.
 *
 * <pre>./run-bench.sh bench --include ExplainerBenchmark --model shape:vit-base-16-224</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ExplainerBenchmark {

  /** See {@link MethodParameter}. */
  @Param(MethodParameter.DEFAULT)
  public String method;

  private static final int CLASSES_TRIED = 16;

  private Explainer explainer;

  /** Finite maps of the right shape, that differ within an image, from a pass that is right. */
  @Setup
  public void check(ModelState state) {
    explainer = MethodParameter.explainer(method);
    PatchLayout layout = state.vit().layout();
    float[][] maps = explainer(state);
    Answers.requireShape("maps of " + method, maps, state.batch, layout.patches());
    boolean flat = !Arrays.stream(maps).allMatch(Answers::hasContrast);
    if (flat && Methods.entry(explainer.id()).kind() != Methods.Kind.CONTROL) {
      requireContrastForSomeClass(state);
    }
    try (NDManager scope = state.vit().newScope()) {
      NDArray image = state.firstImage(scope);
      try (Trace trace = state.vit().trace(image, Targets.predicted(), explainer.needs())) {
        float[][] logits = HostMatrix.floats(state.vit().logits(image));
        Answers.requireEqual("logits behind " + method, trace.logits(), logits, state.vit().dtype());
      }
    }
  }

  /** A map that is cut off at zero may rightly be zero for an image's class, but not for all. */
  private void requireContrastForSomeClass(ModelState state) {
    int classes = Math.min(CLASSES_TRIED, state.vit().config().classes());
    try (NDManager scope = state.vit().newScope()) {
      NDArray image = state.firstImage(scope);
      for (int k = 0; k < classes; k++) {
        try (Trace trace = state.vit().trace(image, Targets.of(k), explainer.needs())) {
          if (Answers.hasContrast(explainer.explain(trace).values()[0])) {
            return;
          }
        }
      }
    }
    throw new AssertionError(
        String.format(Locale.ROOT, "maps of %s: the same value everywhere, for each of %d classes", method, classes));
  }

  /** Pixels on the device to maps [B][patches] on the host. */
  @Benchmark
  public float[][] explainer(ModelState state) {
    try (Trace trace =
        state.vit().trace(state.pixels(), Targets.predicted(), explainer.needs())) {
      return explainer.explain(trace).values();
    }
  }
}
