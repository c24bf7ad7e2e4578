package vitexplain.metric.descriptor;

import vitexplain.metric.input.Mass;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.GridMetric;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.statistics.ValueRange;

/** How evenly a map's mass is spread over the patches. */
public final class Entropy {

  public static final GridMetric METRIC =
      new GridMetric(
          new MetricInfo(
              "entropy",
              Direction.DESCRIPTOR,
              Chance.NONE,
              ValueRange.SHARE,
              "entropy of the grid map over ln n: 0 one patch has all, 1 all patches equal",
              "Shannon 1948, doi:10.1002/j.1538-7305.1948.tb01338.x"),
          Entropy::of);

  private Entropy() {}

  /**
   * - sum p ln p / ln n with p = map / mass and 0 ln 0 = 0; 0 to 1. NaN when the map has no mass or
   * only one patch.
   *
   * @throws IllegalArgumentException when a patch is negative
   */
  public static double of(float[] grid) {
    double mass = Mass.of(grid);
    double entropy = 0;
    for (float value : grid) {
      double p = value / mass;
      entropy -= p == 0 ? 0 : p * Math.log(p);
    }
    return entropy / Math.log(grid.length);
  }
}
