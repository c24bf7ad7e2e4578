package vitexplain.metric.faithfulness;

import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.ChangeMetric;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.statistics.ValueRange;

/**
 * What happens to the target's probability when the image is multiplied by its map: y of the image,
 * o of the product. Values of one image in percent; the metric is their mean over images.
 *
 * <p>A map of all ones scores a perfect drop of 0, so these are read beside the control rows.
 */
public final class ScoreChange {

  public static final ChangeMetric AVG_DROP =
      new ChangeMetric(
          new MetricInfo(
              "avg_drop",
              Direction.LOWER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.PERCENT,
              "percent of the score lost when the image is multiplied by its map",
              "Chattopadhay et al. 2018 (Grad-CAM++), arXiv:1710.11063"),
          ScoreChange::drop);

  public static final ChangeMetric AVG_INCREASE =
      new ChangeMetric(
          new MetricInfo(
              "avg_increase",
              Direction.HIGHER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.either(0, 100),
              "percent of images whose score rises when multiplied by the map",
              "Chattopadhay et al. 2018 (Grad-CAM++), arXiv:1710.11063"),
          ScoreChange::increase);

  public static final ChangeMetric AVG_GAIN =
      new ChangeMetric(
          new MetricInfo(
              "avg_gain",
              Direction.HIGHER_IS_BETTER,
              Chance.CONTROL_ROW,
              ValueRange.PERCENT,
              "percent of the missing score won when the image is multiplied by its map",
              "Zhang et al. 2024 (Opti-CAM), arXiv:2301.07002"),
          ScoreChange::gain);

  private static final double PERCENT = 100;

  private ScoreChange() {}

  /**
   * 100 max(0, y - o) / y, for {@code avg_drop}, lower is better; NaN when y = 0. Source:
   * Chattopadhay et al. 2018 (Grad-CAM++), arXiv:1710.11063.
   */
  public static double drop(double y, double o) {
    requireProbabilities(y, o);
    return PERCENT * Math.max(0, y - o) / y;
  }

  /** 100 when o &gt; y, else 0, for {@code avg_increase}, higher is better; same source. */
  public static double increase(double y, double o) {
    requireProbabilities(y, o);
    return o > y ? PERCENT : 0;
  }

  /**
   * 100 max(0, o - y) / (1 - y), for {@code avg_gain}, higher is better; NaN when y = 1. Source:
   * Zhang et al. 2024 (Opti-CAM), arXiv:2301.07002.
   */
  public static double gain(double y, double o) {
    requireProbabilities(y, o);
    return PERCENT * Math.max(0, o - y) / (1 - y);
  }

  private static void requireProbabilities(double y, double o) {
    if (!(y >= 0 && y <= 1 && o >= 0 && o <= 1)) {
      throw new IllegalArgumentException(
          "scores y = " + y + ", o = " + o + "; expected probabilities in [0, 1], not logits");
    }
  }
}
