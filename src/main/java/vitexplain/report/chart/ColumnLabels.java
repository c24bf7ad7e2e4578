package vitexplain.report.chart;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Names below the plot at x = 0, 1, ..., each with a line through the plot. */
final class ColumnLabels extends Annotation {

  private static final int GAP = 18;

  private final List<String> labels;

  ColumnLabels(List<String> labels) {
    super(false);
    this.labels = List.copyOf(labels);
  }

  @Override
  public void paint(Graphics2D g) {
    g.setFont(RowLabels.FONT);
    FontMetrics metrics = g.getFontMetrics();
    double bottom = Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
    for (int column = 0; column < labels.size(); column++) {
      double x = getXAxisScreenValue(column);
      g.setColor(Palette.FAINT);
      g.draw(new Line2D.Double(x, bottom, x, bottom + GAP / 3.0));
      g.setColor(Palette.INK);
      String label = labels.get(column);
      g.drawString(
          label,
          (float) (x - metrics.stringWidth(label) / 2.0),
          (float) bottom + GAP + metrics.getDescent());
    }
    bounds = new Rectangle2D.Double();
  }
}
