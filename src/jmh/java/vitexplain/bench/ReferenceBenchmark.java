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
import vitexplain.explain.Explainer;
import vitexplain.explain.Methods;
import vitexplain.vit.Targets;
import vitexplain.vit.Trace;

/**
 * What would a method cost if the engine differentiated the plain forward pass, as published code
 * does? The row beside {@link ExplainerBenchmark} that tells what the closed forms save.
 *
 * <p>Trap avoided: a straw man. It computes the same maps, from one backward pass per kind of
 * gradient; its check compares them.
 *
 * <pre>./run-bench.sh bench --include ReferenceBenchmark --model shape:vit-base-16-224</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReferenceBenchmark {

  /** In an id with several options, {@code ;} stands for the comma. */
  @Param({"legrad", "gmar-l1", "gmar-l2", "rollout"})
  public String method;

  private Explainer explainer;

  /** Automatic differentiation and the closed form must give the same maps. */
  @Setup
  public void check(ModelState state) {
    // JMH cuts parameters at commas.
    explainer = Methods.named(method.replace(';', ','));
    try (Trace closed =
        state.vit().trace(state.pixels(), Targets.predicted(), explainer.needs())) {
      Answers.requireEqual(
          "maps of " + method, explainer.explain(closed).values(), reference(state));
    }
  }

  /** Pixels on the device to maps [B][patches] on the host. */
  @Benchmark
  public float[][] reference(ModelState state) {
    try (Trace trace =
        state.vit().traceByAutograd(state.pixels(), Targets.predicted(), explainer.needs())) {
      return explainer.explain(trace).values();
    }
  }
}
