package vitexplain.report.print;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.IChart;
import vitexplain.report.chart.Palette;
import vitexplain.report.chart.RowChart;
import vitexplain.report.chart.Theme;

/**
 * A chart laid out anew for a width: title and axis title in as many lines as they need, the legend
 * below in as many columns as fit.
 */
final class PrintedChart implements IChart {

  private static final int LABEL = 12;
  private static final int TITLE = 13;
  private static final int EDGE = 4;
  private static final int GAP = 6;

  /** Height of the plot by its width, and the most that it needs at any width. */
  private static final double ASPECT = 0.62;

  private static final int HIGHEST = 400;

  /** A row with its name. */
  private static final int ROW = 20;

  private static final int LEAST_ROWS = 4;

  /** Axis with its numbers below the plot, and the margin above. */
  private static final int AXIS = 50;

  private final XYChart chart;
  private final int width;
  private final String words;
  private final Lines title;
  private final Lines axis;
  private final String upright;
  private final PrintedLegend legend;
  private final int plotHeight;

  PrintedChart(XYChart chart, int width, String title) {
    this.chart = chart;
    this.width = width;
    this.words = title;
    this.title = Lines.of(title, TITLE, width - 2.0 * EDGE);
    this.axis = Lines.of(chart.getXAxisTitle(), LABEL, width - 2.0 * EDGE);
    this.upright = chart.getYAxisTitle();
    this.legend = PrintedLegend.of(chart, width - 2.0 * EDGE);
    this.plotHeight = plotHeight(chart, width);
    if (chart instanceof RowChart rows) {
      rows.makeRoomForEndNames(width - 2 * EDGE);
    }
    bare();
  }

  /** What this class sets itself leaves the chart. */
  private void bare() {
    chart.getStyler().setChartTitleVisible(false).setLegendVisible(false).setChartPadding(EDGE);
    chart.getStyler().setAxisTitlesVisible(false);
    AxisNumbers.write(chart);
  }

  private static int plotHeight(XYChart chart, int width) {
    if (chart instanceof RowChart rows) {
      return AXIS + ROW * Math.max(LEAST_ROWS, rows.rows());
    }
    double name = Lines.width(Theme.font(Font.PLAIN, LABEL), chart.getYAxisTitle());
    return (int) Math.max(Math.min(HIGHEST, ASPECT * width), AXIS + name);
  }

  /** The name of the vertical axis, beside the plot without the numbers below it. */
  private void upright(Graphics2D g) {
    Font font = Theme.font(Font.PLAIN, LABEL);
    double middle = (plotHeight - AXIS / 2.0) / 2;
    g.setFont(font);
    g.setColor(Palette.INK);
    g.translate(LABEL + EDGE, middle + Lines.width(font, upright) / 2);
    g.rotate(-Math.PI / 2);
    g.drawString(upright, 0, 0);
    g.rotate(Math.PI / 2);
    g.translate(-LABEL - EDGE, -middle - Lines.width(font, upright) / 2);
  }

  @Override
  public int getWidth() {
    return width;
  }

  @Override
  public int getHeight() {
    double text = title.height() + axis.height() + legend.height();
    return (int) Math.ceil(EDGE + text + plotHeight + GAP + EDGE);
  }

  @Override
  public String getTitle() {
    return words;
  }

  @Override
  public void paint(Graphics2D g, int asWide, int asHigh) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, asWide, asHigh);
    g.setColor(Palette.INK);
    title.draw(g, EDGE, EDGE);
    double top = EDGE + title.height();
    g.translate(0, top);
    int left = upright.isEmpty() ? 0 : LABEL + EDGE;
    g.translate(left, 0);
    chart.paint(g, width - left, plotHeight);
    g.translate(-left, 0);
    upright(g);
    g.translate(0, -top);
    g.setColor(Palette.INK);
    axis.drawCentred(g, width / 2.0, top + plotHeight);
    double below = top + plotHeight + axis.height() + GAP;
    legend.draw(g, Math.max(EDGE, (width - legend.width()) / 2), below);
  }
}
