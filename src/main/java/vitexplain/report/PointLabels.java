package vitexplain.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * Names beside points. Each goes to the first place around its point, nearest first, where it
 * covers neither another name nor a point, and gets a thin line to its point if it had to move
 * away.
 */
final class PointLabels extends Annotation {

  /**
   * A name at a point.
   *
   * @param x data coordinate; {@code y} likewise
   */
  record Label(String text, double x, double y, Color color) {}

  private static final Font FONT = Theme.font(Font.PLAIN, 12);
  private static final int GAP = 9;
  private static final int RINGS = 7;
  private static final int RING_STEP = 15;
  private static final double POINT_HALF = 7;

  private final List<Label> labels;

  PointLabels(List<Label> labels) {
    super(false);
    this.labels = List.copyOf(labels);
  }

  @Override
  public void paint(Graphics2D g) {
    g.setFont(FONT);
    FontMetrics metrics = g.getFontMetrics();
    List<Rectangle2D> taken = new ArrayList<>();
    for (Label label : labels) {
      taken.add(
          new Rectangle2D.Double(
              px(label) - POINT_HALF, py(label) - POINT_HALF, 2 * POINT_HALF, 2 * POINT_HALF));
    }
    for (Label label : labels) {
      Rectangle2D place =
          place(px(label), py(label), metrics.stringWidth(label.text()), metrics, taken);
      taken.add(place);
      draw(g, label, place, metrics);
    }
    bounds = new Rectangle2D.Double();
  }

  private double px(Label label) {
    return getXAxisScreenValue(label.x());
  }

  private double py(Label label) {
    return getYAxisScreenValue(label.y());
  }

  private Rectangle2D place(
      double x, double y, double width, FontMetrics metrics, List<Rectangle2D> taken) {
    double height = metrics.getAscent() + metrics.getDescent();
    Rectangle2D first = new Rectangle2D.Double(x + GAP, y - height / 2, width, height);
    for (int ring = 0; ring <= RINGS; ring++) {
      double shift = ring * RING_STEP;
      for (double dy : new double[] {-shift, shift}) {
        for (double left : new double[] {x + GAP, x - GAP - width}) {
          Rectangle2D r = new Rectangle2D.Double(left, y - height / 2 + dy, width, height);
          if (inside(r) && taken.stream().noneMatch(r::intersects)) {
            return r;
          }
        }
      }
    }
    return first;
  }

  private boolean inside(Rectangle2D r) {
    return r.getMinX() >= getXAxisScreenValueForMin()
        && r.getMaxX() <= getXAxisScreenValueForMax()
        && r.getMinY() >= Math.min(getYAxisScreenValueForMin(), getYAxisScreenValueForMax())
        && r.getMaxY() <= Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
  }

  private void draw(Graphics2D g, Label label, Rectangle2D place, FontMetrics metrics) {
    boolean moved = Math.abs(place.getCenterY() - py(label)) > RING_STEP - 1;
    if (moved) {
      boolean right = place.getMinX() > px(label);
      g.setColor(Palette.FAINT);
      g.setStroke(new BasicStroke(0.7f));
      g.draw(
          new Line2D.Double(
              px(label),
              py(label),
              right ? place.getMinX() - 2 : place.getMaxX() + 2,
              place.getCenterY()));
    }
    g.setColor(label.color());
    g.drawString(
        label.text(), (float) place.getMinX(), (float) place.getMinY() + metrics.getAscent());
  }
}
