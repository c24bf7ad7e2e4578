package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * How long does a process that has just started take to its first explanation?
 *
 * <p>Trap avoided: a check before the clock starts, which would warm what is to be timed cold. The
 * answer is checked afterwards.
 *
 * <pre>./run-bench.sh bench --include ColdStartBenchmark</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ColdStartBenchmark {

  /** See {@link MethodParameter}. */
  @Param(MethodParameter.DEFAULT)
  public String method;

  private float[][] maps;

  @TearDown
  public void check() {
    Answers.requireContrast("the first maps of " + method, maps);
    Answers.requireShape("the first maps of " + method, maps, maps.length, maps[0].length);
  }

  /**
   * Native libraries, the model and the first explanation; Java itself has started. The weights of
   * a {@code shape:} are drawn, not read.
   */
  @Benchmark
  public float[][] coldStart(ModelChoice choice) {
    try (Vit vit = choice.load();
        NDManager scope = vit.newScope()) {
      maps = explain(vit, choice.noise(vit, scope));
      return maps;
    }
  }

  /** The first explanation alone, of a model that is loaded. */
  @Benchmark
  public float[][] firstExplanation(ModelState state) {
    maps = explain(state.vit(), state.pixels());
    return maps;
  }

  private float[][] explain(Vit vit, NDArray pixels) {
    Explainer explainer = MethodParameter.explainer(method);
    try (Trace trace = vit.trace(pixels, Targets.predicted(), explainer.needs())) {
      return explainer.explain(trace).values();
    }
  }
}
