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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * What would a method cost if the engine differentiated the plain forward pass, as published code
 * does? The row beside {@link ExplainerBenchmark} that tells what the closed forms save.
 *
 * <p>The final logit has one graph through all blocks. A block's own score, which LeGrad asks for,
 * has one graph per block and a backward pass for each, as LeGrad's code takes one gradient per
 * layer.
 *
 * <p>Trap avoided: a straw man. It computes the same maps, with no more graph than it needs; its
 * check compares them.
 *
 * <pre>./run-bench.sh bench --include ReferenceBenchmark --model shape:vit-base-16-224</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReferenceBenchmark {

  /** A method that looks at the model; see {@link MethodParameter}. */
  @Param(MethodParameter.DEFAULT)
  public String method;

  private Explainer explainer;

  /** Automatic differentiation and the closed form must give the same maps. */
  @Setup
  public void check(ModelState state) {
    explainer = MethodParameter.explainer(method);
    try (NDManager scope = state.vit().newScope()) {
      NDArray image = state.firstImage(scope);
      try (Trace closed =
          state.vit().trace(image, Targets.predicted(), explainer.needs())) {
        // The same class for both, which rounding might choose otherwise.
        Targets targets = Targets.of(closed.targets());
        Answers.requireEqual(
            "maps of " + method,
            explainer.explain(closed).values(),
            maps(state.vit(), image, targets),
            state.vit().dtype());
      }
    }
  }

  /** Pixels on the device to maps [B][patches] on the host. */
  @Benchmark
  public float[][] reference(ModelState state) {
    return maps(state.vit(), state.pixels(), Targets.predicted());
  }

  private float[][] maps(Vit vit, NDArray pixels, Targets targets) {
    try (Trace trace = vit.traceByAutograd(pixels, targets, explainer.needs())) {
      return explainer.explain(trace).values();
    }
  }
}
