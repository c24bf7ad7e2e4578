package vitexplain.metric.faithfulness;

import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Protocol;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.metric.kind.ShareMetric;
import vitexplain.statistics.ValueRange;

/**
 * Numbers from the two perturbation curves of a map, LeRF (least relevant removed first) and MoRF
 * (most relevant removed first).
 */
public final class Faithfulness {
  private static final String RISE = "Petsiuk et al. 2018 (RISE), arXiv:1806.07421";

  /** The last removed share of the early part of a curve. */
  private static final double EARLY = 0.3;

  /** AUC(MoRF). */
  public static final CurveMetric DELETION_AUC =
      new CurveMetric(
          new MetricInfo(
              "deletion_auc",
              Direction.LOWER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.SHARE,
              "area under the score as the most relevant units are removed first",
              RISE),
          Protocol.AREA,
          (leastFirst, mostFirst) -> mostFirst.auc());

  /**
   * AUC(LeRF): putting the most relevant units back first on a fully replaced image visits the
   * images that removing the least relevant first visits, backwards, so the areas are the same.
   */
  public static final CurveMetric INSERTION_AUC =
      new CurveMetric(
          new MetricInfo(
              "insertion_auc",
              Direction.HIGHER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.SHARE,
              "area under the score as the most relevant units are put back first",
              RISE),
          Protocol.AREA,
          (leastFirst, mostFirst) -> leastFirst.auc());

  /** AUC(LeRF) - AUC(MoRF), the primary faithfulness number; -1 to 1 for probabilities. */
  public static final CurveMetric SRG =
      new CurveMetric(
          new MetricInfo(
              "srg",
              Direction.HIGHER_IS_BETTER,
              Chance.fixed(0),
              ValueRange.SIGNED,
              "insertion_auc - deletion_auc: 0 for a random map",
              "Bluecher et al. 2024, arXiv:2401.06654 (symmetric relevance gain)"),
          Protocol.AREA,
          (leastFirst, mostFirst) -> leastFirst.auc() - mostFirst.auc());

  /** The part of AUC(MoRF) in which images still look like images, as a mean score. */
  public static final CurveMetric DELETION_30 =
      new CurveMetric(
          new MetricInfo(
              "deletion_30",
              Direction.LOWER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.SHARE,
              "mean score until 30 % are removed, most relevant first; not independent of the curves",
              RISE),
          Protocol.AREA,
          (leastFirst, mostFirst) -> early(mostFirst));

  /** The same part of AUC(LeRF): an insertion's last 30 %, read backwards. */
  public static final CurveMetric INSERTION_30 =
      new CurveMetric(
          new MetricInfo(
              "insertion_30",
              Direction.HIGHER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.SHARE,
              "mean score until 30 % are removed, least relevant first; not independent of the curves",
              RISE),
          Protocol.AREA,
          (leastFirst, mostFirst) -> early(leastFirst));

  /** {@link #comprehensiveness(Curve, double)} at the shares of the family. */
  public static final ShareMetric COMPREHENSIVENESS =
      new ShareMetric(
          new MetricInfo(
              "comprehensiveness",
              Direction.HIGHER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.SIGNED,
              "score lost without the most relevant share q; not independent of the curves",
              "DeYoung et al. 2020 (ERASER), arXiv:1911.03429"),
          (leastFirst, mostFirst, q) -> comprehensiveness(mostFirst, q));

  /** {@link #sufficiency(Curve, double)} at the shares of the family. */
  public static final ShareMetric SUFFICIENCY =
      new ShareMetric(
          new MetricInfo(
              "sufficiency",
              Direction.LOWER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.SIGNED,
              "score lost with the most relevant share q alone; not independent of the curves",
              "DeYoung et al. 2020 (ERASER), arXiv:1911.03429"),
          (leastFirst, mostFirst, q) -> sufficiency(leastFirst, q));

  private Faithfulness() {}

  /** Mean height of the early part, straight lines between the study's levels. */
  private static double early(Curve curve) {
    return curve.areaUpTo(EARLY) / EARLY;
  }

  /**
   * Score lost when the most relevant share q is removed (DeYoung et al. 2020, arXiv:1911.03429,
   * section 4). Higher is better. Not independent of the curve metrics.
   *
   * @param q a level of the curve
   */
  public static double comprehensiveness(Curve mostFirst, double q) {
    return mostFirst.at(0) - mostFirst.at(q);
  }

  /**
   * Score lost when only the most relevant share q is kept (same source). Lower is better.
   *
   * @param q share kept; 1 - q must be a level of the curve
   */
  public static double sufficiency(Curve leastFirst, double q) {
    return leastFirst.at(0) - leastFirst.at(1 - q);
  }
}
