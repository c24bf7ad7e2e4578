package vitexplain.metric.faithfulness;

import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Protocol;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.statistics.ValueRange;

/**
 * ROAD (Rong et al. 2022, arXiv:2202.00449): scores at removed shares 10, 20, ... 90 % with noisy
 * linear imputation, averaged over the levels.
 */
public final class Road {

  public static final CurveMetric MORF =
      new CurveMetric(
          new MetricInfo(
              "road_morf",
              Direction.LOWER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.SHARE,
              "mean score over 10 to 90 % removed, most relevant first, imputed",
              "Rong et al. 2022 (ROAD), arXiv:2202.00449"),
          Protocol.ROAD,
          (leastFirst, mostFirst) -> mean(mostFirst));

  public static final CurveMetric LERF =
      new CurveMetric(
          new MetricInfo(
              "road_lerf",
              Direction.HIGHER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.SHARE,
              "mean score over 10 to 90 % removed, least relevant first, imputed",
              "Rong et al. 2022 (ROAD), arXiv:2202.00449"),
          Protocol.ROAD,
          (leastFirst, mostFirst) -> mean(leastFirst));

  public static final CurveMetric COMBINED =
      new CurveMetric(
          new MetricInfo(
              "road_combined",
              Direction.HIGHER_IS_BETTER,
              Chance.fixed(0),
              ValueRange.of(-0.5, 0.5),
              "(road_lerf - road_morf) / 2",
              "Rong et al. 2022 (ROAD), arXiv:2202.00449"),
          Protocol.ROAD,
          Road::combined);

  private static final int LEVELS = 9;

  private Road() {}

  /**
   * Mean of a curve over the nine levels: {@code road_morf} of a MoRF curve (lower is better),
   * {@code road_lerf} of a LeRF curve (higher is better).
   *
   * @throws IllegalArgumentException when one of the levels is missing from the curve
   */
  public static double mean(Curve curve) {
    double sum = 0;
    for (int i = 1; i <= LEVELS; i++) {
      sum += curve.at(i / (LEVELS + 1.0));
    }
    return sum / LEVELS;
  }

  /** {@code road_combined} = (lerf - morf) / 2; higher is better, 0 for a random map. */
  public static double combined(Curve leastFirst, Curve mostFirst) {
    leastFirst.requireSamePoints(mostFirst);
    return (mean(leastFirst) - mean(mostFirst)) / 2;
  }
}
