package vitexplain.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Set;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How benchmarks are drawn: a method as everywhere, the steps around it in a neutral colour. */
final class BenchmarkColors {

  static final String FORWARD = "forward";

  private static final Set<String> STEPS =
      Set.of(
          FORWARD,
          "forward-bfloat16",
          "trace",
          "backward",
          "preprocess",
          "copy",
          "gemm-floor",
          "gemm-floor-onednn",
          "gemm-ceiling",
          "shared-trace");

  private static final Color NEUTRAL = new Color(0xaab2bd);

  private static final MethodStyle FORWARD_STYLE =
      new MethodStyle(Palette.INK, new BasicStroke(2.2f), SeriesMarkers.SQUARE);

  private BenchmarkColors() {}

  /** Whether a benchmark is a method by itself: no step, no reference, no further classes. */
  static boolean isMethod(String benchmark) {
    return !STEPS.contains(benchmark) && method(benchmark).equals(benchmark);
  }

  /** The method behind a prefix such as {@code reference:}. */
  static String method(String benchmark) {
    return benchmark.replaceFirst(
        "^(reference|four-classes|cold-start|part|first-explanation):", "");
  }

  /** Of a bar. */
  static Color of(String benchmark) {
    return STEPS.contains(benchmark) ? NEUTRAL : Palette.of(method(benchmark)).color();
  }

  /** Of a line. */
  static MethodStyle style(String benchmark) {
    return benchmark.equals(FORWARD) ? FORWARD_STYLE : Palette.of(method(benchmark));
  }
}
