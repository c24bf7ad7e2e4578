package vitexplain.report;

import java.awt.Color;
import java.util.Set;
import vitexplain.run.LatencyRow;

/** Colours of benchmarks: a method has its own, the steps around it share a neutral one. */
final class BenchmarkColors {

  private static final Set<String> STEPS =
      Set.of("forward", "trace", "backward", "preprocess", "copy", "gemm-floor", "gemm-ceiling");

  private static final Color NEUTRAL = new Color(0xaab2bd);

  private BenchmarkColors() {}

  /** Whether a benchmark is a step of the work, not an explanation method. */
  static boolean isStep(String benchmark) {
    return STEPS.contains(benchmark);
  }

  static Color of(LatencyRow row) {
    return isStep(row.benchmark()) ? NEUTRAL : Palette.of(row.benchmark()).color();
  }
}
