package vitexplain.metric.faithfulness;

import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Protocol;
import vitexplain.metric.input.Scale;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.statistics.ValueRange;

/**
 * Chefer's perturbation test (arXiv:2012.09838, section 4): accuracy over images with 0, 10, ... 90
 * % of the pixels black. The positive test removes the most relevant first (lower is better), the
 * negative test the least relevant first (higher is better).
 *
 * <p>An area is linear in the curve, so the mean of the areas of single images, whose curves are 0
 * or 1 at each level, is the area of the accuracy over images: values are kept per image.
 */
public final class CheferPerturbation {

  public static final CurveMetric POSITIVE =
      new CurveMetric(
          new MetricInfo(
              "chefer_pos",
              Direction.LOWER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.of(0, 90),
              "area under the share of images whose top class is kept, most relevant pixels black first, 0 to 90 %, x 100",
              "Chefer et al. 2021, arXiv:2012.09838"),
          Protocol.CHEFER,
          (leastFirst, mostFirst) -> area(mostFirst));

  public static final CurveMetric NEGATIVE =
      new CurveMetric(
          new MetricInfo(
              "chefer_neg",
              Direction.HIGHER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.of(0, 90),
              "area under the share of images whose top class is kept, least relevant pixels black first, 0 to 90 %, x 100",
              "Chefer et al. 2021, arXiv:2012.09838"),
          Protocol.CHEFER,
          (leastFirst, mostFirst) -> area(leastFirst));

  public static final CurveMetric POSITIVE_NORMALISED =
      new CurveMetric(
          new MetricInfo(
              "chefer_pos_normalised",
              Direction.LOWER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.PERCENT,
              "chefer_pos / 0.9: mean accuracy in percent",
              "Chefer et al. 2021, arXiv:2012.09838"),
          Protocol.CHEFER,
          (leastFirst, mostFirst) -> normalised(mostFirst));

  public static final CurveMetric NEGATIVE_NORMALISED =
      new CurveMetric(
          new MetricInfo(
              "chefer_neg_normalised",
              Direction.HIGHER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.PERCENT,
              "chefer_neg / 0.9: mean accuracy in percent",
              "Chefer et al. 2021, arXiv:2012.09838"),
          Protocol.CHEFER,
          (leastFirst, mostFirst) -> normalised(leastFirst));

  private static final double LAST_LEVEL = 0.9;

  private static final double PERCENT = 100;

  private CheferPerturbation() {}

  /**
   * Area x 100 as that paper prints it: 0 to 90, since the axis ends at 0.9.
   *
   * @param accuracy levels 0 to 0.9
   * @throws IllegalArgumentException when the curve is no accuracy or does not end at 0.9
   */
  public static double area(Curve accuracy) {
    if (accuracy.scale() != Scale.ACCURACY) {
      throw new IllegalArgumentException(
          "chefer_pos and chefer_neg need a curve of ACCURACY, found " + accuracy.scale());
    }
    accuracy.requireEnd(LAST_LEVEL);
    return PERCENT * accuracy.area();
  }

  /** {@link #area} over the length of the axis: mean accuracy in percent, 0 to 100. */
  public static double normalised(Curve accuracy) {
    return area(accuracy) / LAST_LEVEL;
  }
}
