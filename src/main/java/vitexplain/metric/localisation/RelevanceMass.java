package vitexplain.metric.localisation;

import vitexplain.metric.input.Mass;
import vitexplain.metric.input.Shapes;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.MaskMetric;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.statistics.ValueRange;

/** How much of a map's mass lies inside the mask. */
public final class RelevanceMass {

  public static final MaskMetric METRIC =
      new MaskMetric(
          new MetricInfo(
              "relevance_mass",
              Direction.HIGHER_IS_BETTER,
              Chance.FOREGROUND_SHARE,
              ValueRange.SHARE,
              "share of the map's mass inside the mask",
              "Arras et al. 2022 (CLEVR-XAI), arXiv:2003.07258"),
          (map, mask, width) -> of(map, mask));

  private RelevanceMass() {}

  /**
   * Mass inside over all mass, 0 to 1; NaN when the map has no mass or the mask no foreground.
   *
   * @throws IllegalArgumentException when a pixel is negative
   */
  static double of(float[] map, boolean[] mask) {
    double all = Mass.of(map);
    if (Shapes.foreground(mask) == 0) {
      return Double.NaN;
    }
    double inside = 0;
    for (int i = 0; i < map.length; i++) {
      inside += mask[i] ? map[i] : 0;
    }
    return inside / all;
  }
}
