package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * What does each further class of an image cost, once the first is explained? A third of what this
 * takes longer than the method's own row.
 *
 * <p>Trap avoided: four times the same class. The classes differ, so that nothing computed for one
 * is right for another.
 *
 * <pre>./run-bench.sh bench --include ClassesBenchmark --model shape:vit-base-16-224</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ClassesBenchmark {

  private static final int CLASSES = 4;

  /** A method that explains a class; see {@link MethodParameter}. */
  @Param(MethodParameter.DEFAULT)
  public String method;

  private Explainer explainer;
  private List<Targets> targets;

  /** The last class's maps must be those of a trace for that class alone. */
  @Setup
  public void check(ModelState state) {
    explainer = MethodParameter.explainer(method);
    targets = targets(state.batch);
    float[][] last = {fourClasses(state)[CLASSES - 1][0]};
    try (NDManager scope = state.vit().newScope()) {
      NDArray image = state.firstImage(scope);
      Targets alone = targets(1).get(CLASSES - 1);
      try (Trace own = state.vit().trace(image, alone, explainer.needs())) {
        Answers.requireEqual(
            "the last class of " + method,
            last,
            explainer.explain(own).values(),
            state.vit().dtype());
      }
    }
  }

  /** Class 0 for every image, class 1 for every image, and so on. */
  private static List<Targets> targets(int batch) {
    return IntStream.range(0, CLASSES)
        .mapToObj(
            k -> {
              int[] same = new int[batch];
              Arrays.fill(same, k);
              return Targets.of(same);
            })
        .toList();
  }

  /** Pixels on the device to maps [class][B][patches] on the host, from one forward pass. */
  @Benchmark
  public float[][][] fourClasses(ModelState state) {
    List<Trace> traces = state.vit().traces(state.pixels(), targets, explainer.needs());
    try {
      return traces.stream()
          .map(trace -> explainer.explain(trace).values())
          .toArray(float[][][]::new);
    } finally {
      traces.forEach(Trace::close);
    }
  }
}
