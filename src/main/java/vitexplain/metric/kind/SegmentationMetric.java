package vitexplain.metric.kind;

import java.util.List;
import java.util.function.ToDoubleFunction;
import vitexplain.metric.input.Confusion;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.statistics.ValueRange;

/**
 * A metric of a binarised map: a function of the four counts, so that it has a value at every
 * threshold, per image (macro) and over pooled pixels (micro).
 *
 * @param formula NaN where undefined
 */
public record SegmentationMetric(MetricInfo info, ToDoubleFunction<Confusion> formula)
    implements Metric {

  private static final String RANDOM_MAP = "a random map with the same shares";

  public static final SegmentationMetric PIXEL_ACC =
      new SegmentationMetric(
          new MetricInfo(
              "pixel_acc",
              Direction.HIGHER_IS_BETTER,
              new Chance(RANDOM_MAP, SegmentationMetric::chancePixelAcc),
              ValueRange.SHARE,
              "share of pixels right; all-background scores the background share",
              "Long et al. 2015, arXiv:1411.4038, section 5"),
          Confusion::pixelAcc);

  public static final SegmentationMetric IOU_FG =
      new SegmentationMetric(
          new MetricInfo(
              "iou_fg",
              Direction.HIGHER_IS_BETTER,
              new Chance(RANDOM_MAP, SegmentationMetric::chanceIou),
              ValueRange.SHARE,
              "intersection over union of the foreground; undefined when the union is empty",
              "Everingham et al. 2010, doi:10.1007/s11263-009-0275-4"),
          Confusion::iouFg);

  public static final SegmentationMetric IOU_BG =
      new SegmentationMetric(
          new MetricInfo(
              "iou_bg",
              Direction.HIGHER_IS_BETTER,
              new Chance(RANDOM_MAP, (f, s) -> chanceIou(1 - f, 1 - s)),
              ValueRange.SHARE,
              "intersection over union of the background; undefined when the union is empty",
              "Everingham et al. 2010, doi:10.1007/s11263-009-0275-4"),
          Confusion::iouBg);

  public static final SegmentationMetric MIOU =
      new SegmentationMetric(
          new MetricInfo(
              "miou",
              Direction.HIGHER_IS_BETTER,
              new Chance(RANDOM_MAP, (f, s) -> (chanceIou(f, s) + chanceIou(1 - f, 1 - s)) / 2),
              ValueRange.SHARE,
              "mean of iou_fg and iou_bg; undefined when either is",
              "Long et al. 2015, arXiv:1411.4038, section 5"),
          Confusion::miou);

  public static final SegmentationMetric F1_FG =
      new SegmentationMetric(
          new MetricInfo(
              "f1_fg",
              Direction.HIGHER_IS_BETTER,
              new Chance(RANDOM_MAP, (f, s) -> 2 * f * s / (f + s)),
              ValueRange.SHARE,
              "F1 (Dice) of the foreground, 2 tp / (2 tp + fp + fn); undefined when the union is empty",
              "Dice 1945, doi:10.2307/1932409"),
          Confusion::f1);

  /** The value for one image or for pooled pixels; NaN where undefined. */
  public double of(Confusion confusion) {
    return formula.applyAsDouble(confusion);
  }

  /**
   * The value over the pooled pixels of all images, with its jackknife interval.
   *
   * @param perImage {@link Confusion#NONE} where an image has no mask; n counts the others
   */
  public Estimate micro(List<Confusion> perImage, Bootstrap bootstrap) {
    bootstrap.requireImages(perImage.size());
    Confusion pooled = perImage.stream().reduce(Confusion.NONE, Confusion::plus);
    double[] without =
        perImage.stream()
            .filter(c -> c.pixels() > 0)
            .mapToDouble(c -> of(pooled.minus(c)))
            .toArray();
    return bootstrap.jackknife(of(pooled), without, ValueRange.SHARE);
  }

  // Chance: f = foreground share, s = predicted share, independent of each other.

  private static double chancePixelAcc(double f, double s) {
    return f * s + (1 - f) * (1 - s);
  }

  private static double chanceIou(double f, double s) {
    return f * s / (f + s - f * s);
  }
}
