package vitexplain.metric.localisation;

import vitexplain.metric.input.Thresholds;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.MaskMetric;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.statistics.ValueRange;

/** How many of the highest pixels lie inside the mask. */
public final class RelevanceRank {

  public static final MaskMetric METRIC =
      new MaskMetric(
          new MetricInfo(
              "relevance_rank",
              Direction.HIGHER_IS_BETTER,
              Chance.FOREGROUND_SHARE,
              ValueRange.SHARE,
              "share of the K highest pixels inside the mask, K = foreground pixels",
              "Arras et al. 2022 (CLEVR-XAI), arXiv:2003.07258"),
          (map, mask, width) -> of(map, mask));

  private RelevanceRank() {}

  /**
   * Hits among the K highest pixels over K, 0 to 1; pixels that tie are taken in index order. NaN
   * when the mask is empty or the map has a NaN.
   */
  static double of(float[] map, boolean[] mask) {
    for (float value : map) {
      if (Float.isNaN(value)) {
        return Double.NaN;
      }
    }
    return Thresholds.topK(map, mask).precision();
  }
}
