package vitexplain.metric.faithfulness;

import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.metric.kind.SumMetric;
import vitexplain.statistics.ValueRange;

/** How far a map's sum is from what its method promises. */
public final class CompletenessError {

  public static final SumMetric METRIC =
      new SumMetric(
          new MetricInfo(
              "completeness_error",
              Direction.LOWER_IS_BETTER,
              Chance.NONE,
              ValueRange.POSITIVE,
              "distance of the raw map's sum from the logit that it promises to share out, less the logit of the method's reference; only of methods that promise a sum",
              "Sundararajan et al. 2017, arXiv:1703.01365, section 3"),
          CompletenessError::of);

  private CompletenessError() {}

  /** |rise - sum|, in logits. NaN where either is. */
  static double of(double rise, double sum) {
    return Math.abs(rise - sum);
  }
}
