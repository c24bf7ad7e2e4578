package vitexplain.metric.localisation;

import java.util.Locale;
import vitexplain.metric.input.MosaicCells;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.metric.kind.MosaicMetric;
import vitexplain.statistics.ValueRange;

/** Does the map of a class lie on the picture of that class, among pictures of other classes? */
public final class GridPointing {

  public static final MosaicMetric TWO = of(2);
  public static final MosaicMetric THREE = of(3);

  /** A map with no more positive relevance than this shows no cell. */
  private static final double LEAST_TOTAL = 1e-7;

  private GridPointing() {}

  private static MosaicMetric of(int side) {
    String size = String.format(Locale.ROOT, "%dx%d", side, side);
    return new MosaicMetric(
        new MetricInfo(
            "gridpg_" + size,
            Direction.HIGHER_IS_BETTER,
            Chance.fixed(1.0 / (side * side)),
            ValueRange.SHARE,
            "share of the positive relevance that lies in the explained class's cell of a "
                + size
                + " mosaic",
            "Boehle et al. 2021 (CoDA Nets), arXiv:2104.00032, section 4.2"),
        side,
        GridPointing::share);
  }

  /**
   * Positive relevance in the cell over all of it, 0 to 1; 0 where there is at most 1e-7 of it, NaN
   * where a score is not finite. A patch's relevance is spread evenly over its pixels, so that a
   * patch on the border of two cells counts for both in part.
   */
  static double share(float[][] map, MosaicCells cells, int cell) {
    double patchHeight = (double) cells.height() / map.length;
    double patchWidth = (double) cells.width() / map[0].length;
    double inside = 0;
    double all = 0;
    for (int row = 0; row < map.length; row++) {
      double down = overlap(row * patchHeight, patchHeight, cells.top(cell), cells.bottom(cell));
      for (int column = 0; column < map[row].length; column++) {
        float score = map[row][column];
        if (!Float.isFinite(score)) {
          return Double.NaN;
        }
        double across =
            overlap(column * patchWidth, patchWidth, cells.left(cell), cells.right(cell));
        double positive = Math.max(0, score);
        inside += positive * down * across;
        all += positive;
      }
    }
    return all <= LEAST_TOTAL ? 0 : inside / all;
  }

  /** The share of [start, start + length) that lies in [from, to). */
  private static double overlap(double start, double length, int from, int to) {
    return Math.max(0, Math.min(start + length, to) - Math.max(start, from)) / length;
  }
}
