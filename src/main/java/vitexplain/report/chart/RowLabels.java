package vitexplain.report.chart;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Names to the left of the plot: the first at y = number of names, the last at y = 1. */
final class RowLabels extends Annotation {

  static final Font FONT = Theme.font(Font.PLAIN, 12);

  private static final int GAP = 10;

  private final List<String> labels;

  RowLabels(List<String> labels) {
    super(false);
    this.labels = List.copyOf(labels);
  }

  @Override
  public void paint(Graphics2D g) {
    g.setFont(FONT);
    g.setColor(Palette.INK);
    FontMetrics metrics = g.getFontMetrics();
    for (int row = 0; row < labels.size(); row++) {
      String label = labels.get(row);
      int y = getYAxisScreenValue(labels.size() - row);
      g.drawString(
          label,
          getXAxisScreenValueForMin() - GAP - metrics.stringWidth(label),
          y + (metrics.getAscent() - metrics.getDescent()) / 2);
    }
    bounds = new Rectangle2D.Double();
  }
}
