package vitexplain.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How every chart looks before anything is drawn into it. Sizes are in user units (pixels at 1x).
 */
public final class Theme {

  public static final int WIDTH = 860;

  /** Size of a marker. */
  public static final int MARKER = 9;

  private static final int TITLE_MARGIN = 50;

  private Theme() {}

  /** An empty chart with its legend outside, to the right, where it covers no data. */
  public static XYChart chart(int width, int height, String title, String xAxis, String yAxis) {
    XYChart chart = new XYChart(width, height);
    dress(chart, title, xAxis, yAxis);
    return chart;
  }

  static void dress(XYChart chart, String title, String xAxis, String yAxis) {
    chart.setTitle(title);
    chart.setXAxisTitle(xAxis);
    chart.setYAxisTitle(yAxis);
    XYStyler styler = chart.getStyler();
    texts(styler);
    surfaces(styler);
    styler.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
    styler.setSeriesMarkers(new Marker[] {SeriesMarkers.NONE});
    styler.setMarkerSize(MARKER);
  }

  /** Sets a long title smaller, so that it ends where the plot does. */
  static void fitTitle(XYChart chart, int width) {
    Font font = chart.getStyler().getChartTitleFont();
    FontRenderContext context = new FontRenderContext(null, true, true);
    double wide = font.getStringBounds(chart.getTitle(), context).getWidth();
    double room = width - TITLE_MARGIN;
    if (wide > room) {
      chart.getStyler().setChartTitleFont(font.deriveFont((float) (font.getSize() * room / wide)));
    }
  }

  public static Font font(int style, int size) {
    return Typeface.of(style, size);
  }

  private static void texts(XYStyler styler) {
    styler.setLocale(Locale.ROOT);
    styler.setBaseFont(font(Font.PLAIN, 13));
    styler.setChartFontColor(Palette.INK);
    styler.setChartTitleFont(font(Font.BOLD, 15));
    styler.setChartTitlePadding(10);
    styler.setAxisTitleFont(font(Font.PLAIN, 13));
    styler.setAxisTitlePadding(8);
    styler.setAxisTickLabelsFont(font(Font.PLAIN, 12));
    styler.setAxisTickLabelsColor(Palette.INK);
    styler.setDecimalPattern("0.###");
    styler.setLegendFont(font(Font.PLAIN, 12));
    styler.setXAxisTitleColor(Palette.INK);
    styler.setYAxisTitleColor(Palette.INK);
  }

  private static void surfaces(XYStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartPadding(12);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotContentSize(1);
    styler.setPlotMargin(4);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setAxisTickMarksColor(Palette.FAINT);
    styler.setAxisTickMarksStroke(new BasicStroke(1));
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendBackgroundColor(Color.WHITE);
    styler.setLegendSeriesLineLength(28);
    styler.setLegendPadding(8);
  }
}
