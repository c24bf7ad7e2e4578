package vitexplain.metric.localisation;

import vitexplain.metric.input.Shapes;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.MaskMetric;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.statistics.ValueRange;

/**
 * Whether the highest pixel of a map lies in the mask (Zhang et al. 2018,
 * doi:10.1007/s11263-017-1059-x; the tolerance of 15 px is theirs). 1 or 0 an image.
 */
public final class PointingGame {

  private static final int TOLERANCE_PX = 15;

  public static final MaskMetric EXACT =
      new MaskMetric(
          new MetricInfo(
              "pointing_game",
              Direction.HIGHER_IS_BETTER,
              Chance.FOREGROUND_SHARE,
              ValueRange.either(0, 1),
              "1 when the highest pixel lies in the mask, else 0",
              "Zhang et al. 2018, doi:10.1007/s11263-017-1059-x"),
          true,
          (map, mask, width) -> hit(map, mask, width, 0));

  public static final MaskMetric WITHIN_15_PX =
      new MaskMetric(
          new MetricInfo(
              "pointing_game_15px",
              Direction.HIGHER_IS_BETTER,
              new Chance("share of pixels within 15 px of the mask", (f, s) -> Double.NaN),
              ValueRange.either(0, 1),
              "1 when a mask pixel lies within 15 px of the highest pixel, else 0",
              "Zhang et al. 2018, doi:10.1007/s11263-017-1059-x"),
          true,
          (map, mask, width) -> hit(map, mask, width, TOLERANCE_PX));

  private PointingGame() {}

  /**
   * 1 for a hit, 0 for a miss; NaN when the mask is empty or the map has a NaN. Where several
   * pixels are the highest, the first in index order counts, so that a constant map points at the
   * corner.
   *
   * @param tolerance Euclidean distance in pixels that still is a hit, 0 for exact
   */
  static double hit(float[] map, boolean[] mask, int width, int tolerance) {
    int peak = firstHighest(map);
    if (peak < 0 || Shapes.foreground(mask) == 0) {
      return Double.NaN;
    }
    int peakRow = peak / width;
    int peakColumn = peak % width;
    int lastRow = Math.min(map.length / width - 1, peakRow + tolerance);
    int lastColumn = Math.min(width - 1, peakColumn + tolerance);
    for (int row = Math.max(0, peakRow - tolerance); row <= lastRow; row++) {
      for (int column = Math.max(0, peakColumn - tolerance); column <= lastColumn; column++) {
        int dy = row - peakRow;
        int dx = column - peakColumn;
        if (mask[row * width + column] && dy * dy + dx * dx <= tolerance * tolerance) {
          return 1;
        }
      }
    }
    return 0;
  }

  /** Index of the first highest pixel, -1 when a pixel is NaN. */
  private static int firstHighest(float[] map) {
    int peak = 0;
    for (int i = 0; i < map.length; i++) {
      if (Float.isNaN(map[i])) {
        return -1;
      }
      if (map[i] > map[peak]) {
        peak = i;
      }
    }
    return peak;
  }
}
