package vitexplain.report.print;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vitexplain.report.chart.Palette;
import vitexplain.report.chart.Theme;

/**
 * The names of a chart's series, each behind a piece of its line, in as many columns as fit.
 *
 * @param series what is named
 * @param columns at least one
 * @param columnWidth in units
 */
record PrintedLegend(List<XYSeries> series, int columns, double columnWidth) {

  private static final Font FONT = Theme.font(Font.PLAIN, 12);
  private static final int ROW = 17;
  private static final int SAMPLE = 28;
  private static final int GAP = 6;
  private static final int BETWEEN = 14;

  static PrintedLegend of(XYChart chart, double width) {
    List<XYSeries> named =
        chart.getStyler().isLegendVisible()
            ? chart.getSeriesCollection().stream().filter(XYSeries::isShowInLegend).toList()
            : List.of();
    double widest =
        named.stream().mapToDouble(s -> Lines.width(FONT, s.getLabel())).max().orElse(0);
    double column = SAMPLE + GAP + widest + BETWEEN;
    int columns = (int) Math.max(1, Math.min(named.size(), (width + BETWEEN) / column));
    return new PrintedLegend(named, columns, column);
  }

  double width() {
    return columns * columnWidth - BETWEEN;
  }

  double height() {
    return ROW * rows();
  }

  private int rows() {
    return (series.size() + columns - 1) / columns;
  }

  /** With its upper left corner at a place, column by column. */
  void draw(Graphics2D g, double x, double y) {
    for (int i = 0; i < series.size(); i++) {
      int column = i / rows();
      draw(g, series.get(i), x + column * columnWidth, y + (i % rows() + 0.5) * ROW);
    }
  }

  private static void draw(Graphics2D g, XYSeries series, double x, double middle) {
    boolean isArea =
        series
            .getXYSeriesRenderStyle()
            .filter(style -> style == XYSeriesRenderStyle.PolygonArea)
            .isPresent();
    boolean isScatter =
        series
            .getXYSeriesRenderStyle()
            .filter(style -> style == XYSeriesRenderStyle.Scatter)
            .isPresent();
    if (isArea) {
      g.setColor(series.getFillColor());
      g.fill(new Rectangle2D.Double(x, middle - 4, SAMPLE, 8));
    } else if (!isScatter) {
      g.setColor(series.getLineColor());
      g.setStroke(series.getLineStyle());
      g.draw(new Line2D.Double(x, middle, x + SAMPLE, middle));
    }
    if (!isArea && series.getMarker() != SeriesMarkers.NONE) {
      Color color = series.getMarkerColor();
      g.setColor(color);
      series.getMarker().paint(g, x + SAMPLE / 2.0, middle, Theme.MARKER);
    }
    g.setColor(Palette.INK);
    g.setFont(FONT);
    g.drawString(series.getLabel(), (float) (x + SAMPLE + GAP), (float) middle + 4);
  }
}
