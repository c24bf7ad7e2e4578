package vitexplain.metric.faithfulness;

import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.metric.kind.SubsetMetric;
import vitexplain.metric.kind.SubsetMetric.Subsets;
import vitexplain.statistics.RankCorrelation;
import vitexplain.statistics.ValueRange;

/** Agreement between what a map gives to subsets of units and what the model loses without them. */
public final class SubsetFidelity {

  /** Spearman's rho between sums and drops, -1 to 1; NaN for a constant map. */
  public static final SubsetMetric MUFIDELITY =
      new SubsetMetric(
          new MetricInfo(
              "mufidelity",
              Direction.HIGHER_IS_BETTER,
              Chance.fixed(0),
              ValueRange.SIGNED,
              "rank correlation of summed map and score drop over 200 random subsets of 20 % of the units",
              "Bhatt et al. 2020, arXiv:2005.00631"),
          Subsets.RANDOM,
          RankCorrelation::spearman);

  /**
   * Mean of (beta sum - drop)^2 with the beta that makes it smallest: min-maxed maps have no scale
   * of their own, so only this form means anything. The subset's indicator is the perturbation I.
   */
  public static final SubsetMetric INFIDELITY =
      new SubsetMetric(
          new MetricInfo(
              "infidelity",
              Direction.LOWER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.POSITIVE,
              "mean squared error of the summed map, optimally scaled, against the score drop",
              "Yeh et al. 2019, arXiv:1901.09392, section 2"),
          Subsets.RANDOM,
          SubsetFidelity::infidelity);

  /** Spearman's rho over cells that are removed one at a time, so that most of the image stays. */
  public static final SubsetMetric SINGLE_DELETION =
      new SubsetMetric(
          new MetricInfo(
              "single_deletion",
              Direction.HIGHER_IS_BETTER,
              Chance.fixed(0),
              ValueRange.SIGNED,
              "rank correlation of summed map, signs kept, and score drop over 4 x 4 cells removed one by one",
              "Hesse et al. 2024 (IDSDS), arXiv:2407.11910"),
          Subsets.CELLS,
          RankCorrelation::spearman);

  private SubsetFidelity() {}

  /** Beta = mean(sum drop) / mean(sum^2); 0 for a map without mass, which predicts no drop. */
  private static double infidelity(double[] sums, double[] drops) {
    double products = 0;
    double squares = 0;
    for (int i = 0; i < sums.length; i++) {
      products += sums[i] * drops[i];
      squares += sums[i] * sums[i];
    }
    double beta = squares == 0 ? 0 : products / squares;
    double errors = 0;
    for (int i = 0; i < sums.length; i++) {
      double error = beta * sums[i] - drops[i];
      errors += error * error;
    }
    return errors / sums.length;
  }
}
