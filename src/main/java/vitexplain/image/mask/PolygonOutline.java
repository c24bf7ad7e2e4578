package vitexplain.image.mask;

import java.util.BitSet;
import java.util.Locale;
import vitexplain.base.Refusal;

/**
 * Where the outline of a polygon crosses the columns of a picture, by the rule of the COCO API. The
 * outline is walked from corner to corner on a grid that is {@value #FINE} times finer, one fine
 * step at a time along the longer side. A column is crossed where the walk steps over its centre,
 * in the row below the upper end of that step.
 */
final class PolygonOutline {
  /** Fine steps a pixel. */
  private static final int FINE = 5;

  /** Of the fine columns of a pixel, the last before its centre is crossed. */
  private static final int CENTRE = FINE / 2;

  private static final int LEAST_NUMBERS = 6;

  /** No picture that is read has a side as long; farther corners would be walked to for minutes. */
  private static final double FARTHEST = 1e6;

  private final int width;
  private final int height;
  private final BitSet crossings;
  private boolean walking;
  private int lastX;
  private int lastY;

  private PolygonOutline(int width, int height) {
    this.width = width;
    this.height = height;
    this.crossings = new BitSet(width * height);
  }

  /**
   * The crossings.
   *
   * @param points x and y of each corner in pixels
   * @return by {@code column * height + row}; pixels from one up to the next are inside the
   *     polygon, from there up to the next outside, and so on; an index of width * height may
   *     appear
   * @throws Refusal of the kind INPUT as {@link ColumnMask#ofPolygon} says
   */
  static BitSet crossings(int width, int height, double[] points) {
    require(points);
    PolygonOutline outline = new PolygonOutline(width, height);
    int numbers = points.length;
    for (int i = 0; i < numbers; i += 2) {
      outline.edge(
          fine(points[i]),
          fine(points[i + 1]),
          fine(points[(i + 2) % numbers]),
          fine(points[(i + 3) % numbers]));
    }
    return outline.crossings;
  }

  private static void require(double[] points) {
    if (points.length < LEAST_NUMBERS || points.length % 2 != 0) {
      throw Refusal.input(
          String.format(
              Locale.ROOT,
              "a polygon has %d numbers; expected x and y of each of three corners or more",
              points.length));
    }
    for (double number : points) {
      if (!(Math.abs(number) <= FARTHEST)) {
        throw Refusal.input(
            String.format(
                Locale.ROOT, "a polygon has a corner at %s; expected pixels of a picture", number));
      }
    }
  }

  /** Rounded to the fine grid; towards zero below it, as everywhere in the COCO API. */
  private static int fine(double pixels) {
    return (int) (FINE * pixels + .5);
  }

  private void edge(int fromX, int fromY, int toX, int toY) {
    int columns = Math.abs(toX - fromX);
    int rows = Math.abs(toY - fromY);
    boolean wide = columns >= rows;
    // Rounding depends on the direction: an edge is computed from its left, or upper, end.
    boolean backwards = wide ? fromX > toX : fromY > toY;
    int startX = backwards ? toX : fromX;
    int startY = backwards ? toY : fromY;
    int steps = Math.max(columns, rows);
    int across = wide ? toY - fromY : toX - fromX;
    double slope = steps == 0 ? 0 : (double) (backwards ? -across : across) / steps;
    for (int i = 0; i <= steps; i++) {
      int step = backwards ? steps - i : i;
      int rounded = (int) ((wide ? startY : startX) + slope * step + .5);
      if (wide) {
        point(startX + step, rounded);
      } else {
        point(rounded, startY + step);
      }
    }
  }

  private void point(int x, int y) {
    if (walking && x != lastX) {
      cross(Math.min(x, lastX) - CENTRE, Math.min(y, lastY) - CENTRE);
    }
    walking = true;
    lastX = x;
    lastY = y;
  }

  /** A step over the centre of a fine column, in fine units from the centre of the first pixel. */
  private void cross(int x, int y) {
    int column = Math.floorDiv(x, FINE);
    if (Math.floorMod(x, FINE) == 0 && column >= 0 && column < width) {
      int rowBelow = -Math.floorDiv(-y, FINE);
      crossings.flip(column * height + Math.max(0, Math.min(height, rowBelow)));
    }
  }
}
