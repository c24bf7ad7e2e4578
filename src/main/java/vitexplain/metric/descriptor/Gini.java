package vitexplain.metric.descriptor;

import java.util.Arrays;
import vitexplain.metric.input.Mass;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.GridMetric;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.statistics.ValueRange;

/** How unequally a map's mass is spread over the patches. */
public final class Gini {

  public static final GridMetric METRIC =
      new GridMetric(
          new MetricInfo(
              "gini",
              Direction.DESCRIPTOR,
              Chance.NONE,
              ValueRange.SHARE,
              "Gini index of the grid map: 0 all patches equal, near 1 one patch has all",
              "Chalasani et al. 2020, arXiv:1810.06583"),
          Gini::of);

  private Gini() {}

  /**
   * Sum of (2 i - n - 1) x_(i) over n sum x, x sorted ascending and i from 1; 0 to (n - 1) / n. NaN
   * when the map has no mass.
   *
   * @throws IllegalArgumentException when a patch is negative
   */
  public static double of(float[] grid) {
    double mass = Mass.of(grid);
    float[] sorted = grid.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double weighted = 0;
    for (int i = 1; i <= n; i++) {
      weighted += (2.0 * i - n - 1) * sorted[i - 1];
    }
    return weighted / (n * mass);
  }
}
