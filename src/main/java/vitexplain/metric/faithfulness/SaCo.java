package vitexplain.metric.faithfulness;

import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.metric.kind.SubsetMetric;
import vitexplain.metric.kind.SubsetMetric.Subsets;
import vitexplain.statistics.ValueRange;

/**
 * Salience-guided faithfulness coefficient: of two groups of units, does the one with more
 * relevance cost more, and how much relevance lies between the pairs of which it is true?
 */
public final class SaCo {

  public static final SubsetMetric METRIC =
      new SubsetMetric(
          new MetricInfo(
              "saco",
              Direction.HIGHER_IS_BETTER,
              Chance.fixed(0),
              ValueRange.SIGNED,
              "pairs of 10 groups by rank whose score drops are in the map's order, weighted by their difference of relevance",
              "Wu et al. 2024 (SaCo), CVPR, arXiv:2404.01415"),
          Subsets.RANKS,
          SaCo::of);

  private SaCo() {}

  /**
   * Sum over i &lt; j of +-(s_i - s_j) / sum of |s_i - s_j|, + where drop_i &gt;= drop_j. -1 to 1;
   * NaN where every group has the same relevance.
   *
   * @param sums s, relevance of each group, the group of the highest ranks first
   * @param drops score lost without each group alone
   */
  private static double of(double[] sums, double[] drops) {
    double signed = 0;
    double total = 0;
    for (int i = 0; i < sums.length; i++) {
      for (int j = i + 1; j < sums.length; j++) {
        double difference = sums[i] - sums[j];
        signed += drops[i] >= drops[j] ? difference : -difference;
        total += Math.abs(difference);
      }
    }
    return signed / total;
  }
}
