package vitexplain.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * Names beside points and lines, clear of all of them; a thin line leads to a point whose name had
 * to move away.
 */
public final class PointLabels extends Annotation {

  /**
   * A name.
   *
   * @param x data coordinate of what it names; {@code y} likewise
   * @param ofPoint whether that is a point, not a line
   */
  public record Label(String text, double x, double y, Color color, boolean ofPoint) {}

  /** A line or a band, in data coordinates. */
  public record Obstacle(double x0, double y0, double x1, double y1) {}

  private static final Font FONT = Theme.font(Font.PLAIN, 12);
  private static final double POINT_HALF = 7;
  private static final double LINE_HALF = 2;

  private final List<Label> labels;
  private final List<Obstacle> obstacles;

  public PointLabels(List<Label> labels, List<Obstacle> obstacles) {
    super(false);
    this.labels = List.copyOf(labels);
    this.obstacles = List.copyOf(obstacles);
  }

  @Override
  public void paint(Graphics2D g) {
    g.setFont(FONT);
    FontMetrics metrics = g.getFontMetrics();
    double height = metrics.getAscent() + metrics.getDescent();
    LabelPlaces places =
        new LabelPlaces(
            plot(),
            Stream.concat(
                    obstacles.stream().map(this::onScreen),
                    labels.stream().filter(Label::ofPoint).map(this::point))
                .toList());
    for (Label label : labels) {
      Rectangle2D place =
          places.take(px(label.x()), py(label.y()), metrics.stringWidth(label.text()), height);
      draw(g, label, place, metrics);
    }
    bounds = new Rectangle2D.Double();
  }

  private double px(double x) {
    return getXAxisScreenValue(x);
  }

  private double py(double y) {
    return getYAxisScreenValue(y);
  }

  private Rectangle2D plot() {
    Rectangle2D plot = new Rectangle2D.Double();
    plot.setFrameFromDiagonal(
        getXAxisScreenValueForMin(),
        getYAxisScreenValueForMin(),
        getXAxisScreenValueForMax(),
        getYAxisScreenValueForMax());
    return plot;
  }

  private Rectangle2D onScreen(Obstacle o) {
    double left = Math.min(px(o.x0()), px(o.x1())) - LINE_HALF;
    double top = Math.min(py(o.y0()), py(o.y1())) - LINE_HALF;
    double width = Math.abs(px(o.x1()) - px(o.x0())) + 2 * LINE_HALF;
    double height = Math.abs(py(o.y1()) - py(o.y0())) + 2 * LINE_HALF;
    return new Rectangle2D.Double(left, top, width, height);
  }

  private Rectangle2D point(Label label) {
    return new Rectangle2D.Double(
        px(label.x()) - POINT_HALF, py(label.y()) - POINT_HALF, 2 * POINT_HALF, 2 * POINT_HALF);
  }

  private void draw(Graphics2D g, Label label, Rectangle2D place, FontMetrics metrics) {
    double x = px(label.x());
    double y = py(label.y());
    if (label.ofPoint() && LabelPlaces.isMoved(place, y)) {
      double end = place.getMinX() > x ? place.getMinX() - 2 : place.getMaxX() + 2;
      g.setColor(Palette.FAINT);
      g.setStroke(new BasicStroke(0.7f));
      g.draw(new Line2D.Double(x, y, end, place.getCenterY()));
    }
    g.setColor(label.color());
    g.drawString(
        label.text(), (float) place.getMinX(), (float) place.getMinY() + metrics.getAscent());
  }
}
