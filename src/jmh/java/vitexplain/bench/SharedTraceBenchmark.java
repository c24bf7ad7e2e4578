package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * What do the methods under test cost together, when one trace serves them all?
 *
 * <p>Trap avoided: adding up rows that each paid for a forward pass of their own.
 *
 * <pre>./run-bench.sh bench --include SharedTraceBenchmark --model shape:vit-base-16-224</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SharedTraceBenchmark {

  private static final List<Explainer> UNDER_TEST =
      Methods.of(Methods.Kind.METHOD).stream().map(entry -> Methods.named(entry.name())).toList();

  private static final Set<Signal> NEEDS =
      UNDER_TEST.stream()
          .flatMap(explainer -> explainer.needs().stream())
          .collect(Collectors.toUnmodifiableSet());

  /** Each map must be the one that the method gives from a trace of its own. */
  @Setup
  public void check(ModelState state) {
    float[][][] all = sharedTrace(state);
    Vit vit = state.vit();
    try (NDManager scope = vit.newScope()) {
      NDArray image = state.firstImage(scope);
      for (int m = 0; m < UNDER_TEST.size(); m++) {
        try (Trace own = vit.trace(image, Targets.predicted(), UNDER_TEST.get(m).needs())) {
          Answers.requireEqual(
              "the shared trace's " + UNDER_TEST.get(m).id(),
              new float[][] {all[m][0]},
              UNDER_TEST.get(m).explain(own).values(),
              vit.dtype());
        }
      }
    }
  }

  /** Pixels on the device to maps [method][B][patches] on the host, from one trace. */
  @Benchmark
  public float[][][] sharedTrace(ModelState state) {
    try (Trace trace = state.vit().trace(state.pixels(), Targets.predicted(), NEEDS)) {
      return UNDER_TEST.stream()
          .map(explainer -> explainer.explain(trace).values())
          .toArray(float[][][]::new);
    }
  }
}
