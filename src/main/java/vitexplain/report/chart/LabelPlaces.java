package vitexplain.report.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Where names beside points can stand: the first place around its point, nearest first, where a
 * name lies inside the plot and covers no line, no point and no other name. In pixels.
 */
final class LabelPlaces {

  private static final int GAP = 9;
  private static final int RINGS = 9;
  private static final int RING_STEP = 15;

  private final Rectangle2D plot;
  private final List<Rectangle2D> taken;

  /**
   * @param plot where names may stand
   * @param obstacles what no name may cover
   */
  LabelPlaces(Rectangle2D plot, List<Rectangle2D> obstacles) {
    this.plot = plot;
    this.taken = new ArrayList<>(obstacles);
  }

  /** A name's place beside its point, taken from now on; right of the point if none is free. */
  Rectangle2D take(double x, double y, double width, double height) {
    Rectangle2D place = find(x, y, width, height);
    taken.add(place);
    return place;
  }

  /** Whether a place is so far off that a line should lead to its point. */
  static boolean isMoved(Rectangle2D place, double y) {
    return Math.abs(place.getCenterY() - y) > RING_STEP - 1;
  }

  private Rectangle2D find(double x, double y, double width, double height) {
    for (int ring = 0; ring <= RINGS; ring++) {
      double shift = ring * RING_STEP;
      for (double dy : new double[] {-shift, shift}) {
        for (double left : new double[] {x + GAP, x - GAP - width}) {
          Rectangle2D r = new Rectangle2D.Double(left, y - height / 2 + dy, width, height);
          if (plot.contains(r) && taken.stream().noneMatch(r::intersects)) {
            return r;
          }
        }
      }
    }
    return new Rectangle2D.Double(x + GAP, y - height / 2, width, height);
  }
}
