package vitexplain.bench;

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
import vitexplain.explain.map.Explainer;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * What of a method's time is left when the passes are over: from the signals that it needs to maps
 * on the host.
 *
 * <p>Trap avoided: passes that are not in the trace. A method that makes some of its own has them in
 * this time too.
 *
 * <pre>./run-bench.sh bench --include AfterPassBenchmark --methods legrad --model shape:vit-base-16-224</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class AfterPassBenchmark {

  /** See {@link MethodParameter}. */
  @Param(MethodParameter.DEFAULT)
  public String method;

  private Explainer explainer;
  private Trace trace;

  /** The same maps as of a trace of their own. */
  @Setup
  public void check(ModelState state) {
    explainer = MethodParameter.explainer(method);
    trace = state.vit().trace(state.pixels(), Targets.predicted(), explainer.needs());
    try (Trace fresh = state.vit().trace(state.pixels(), Targets.predicted(), explainer.needs())) {
      afterPass(); // must leave the trace as it was
      Answers.requireEqual(
          "maps of " + method,
          afterPass(),
          explainer.explain(fresh).values(),
          state.vit().dtype());
    }
  }

  @TearDown
  public void close() {
    trace.close();
  }

  /** Signals to maps [B][patches]. */
  @Benchmark
  public float[][] afterPass() {
    return explainer.explain(trace).values();
  }
}
