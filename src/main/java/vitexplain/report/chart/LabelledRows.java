package vitexplain.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart whose vertical axis is a list of names, first on top: for intervals and bars. */
public final class LabelledRows {

  /** Height of a row in user units; the text of its label is about half as high. */
  private static final int ROW = 30;

  /** Title, axis, legend and padding above and below the rows. */
  private static final int FRAME = 140;

  /** Below it XChart places nothing: it takes the plot's height for too small for ticks. */
  private static final int LEAST_ROWS = 3;

  /** Between the picture's edge, a label and the axis. */
  private static final int LABEL_GAP = 16;

  private static final Color UNSEEN = new Color(0, true);

  private static final double INSET = 0.004;

  private static final double BAR_HALF = 0.32;

  private final RowChart chart;
  private final int rows;
  private final double low;
  private final double high;

  /**
   * An empty chart.
   *
   * @param low left end of the axis; {@code high} its right end
   */
  public LabelledRows(String title, String xAxis, List<String> labels, double low, double high) {
    this.rows = labels.size();
    this.low = low;
    this.high = high;
    this.chart = new RowChart(rows, FRAME + ROW * Math.max(LEAST_ROWS, rows));
    Theme.dress(chart, title, xAxis, "");
    double inset = INSET * (high - low); // XChart drops a tick that stands right on the end
    chart.getStyler().setXAxisMin(low - inset).setXAxisMax(high);
    chart.getStyler().setYAxisMin(0.4).setYAxisMax(rows + 0.6);
    chart.getStyler().setYAxisTickMarkSpacingHint(ROW / 2).setPlotGridHorizontalLinesVisible(false);
    chart.getStyler().setYAxisTitleVisible(false).setLegendPosition(LegendPosition.OutsideS);
    reserveLabelWidth(labels);
    chart.addAnnotation(new RowLabels(labels));
  }

  /** XChart puts ticks where it likes, so its own are invisible and only take up space. */
  private void reserveLabelWidth(List<String> labels) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    double widest =
        labels.stream()
            .mapToDouble(label -> RowLabels.FONT.getStringBounds(label, context).getWidth())
            .max()
            .orElse(0);
    chart.setCustomYAxisTickLabelsFormatter(y -> " ");
    chart.getStyler().setYAxisTickMarksColor(UNSEEN);
    int left = (int) Math.ceil(widest) + LABEL_GAP;
    chart.getStyler().setYAxisLeftWidthHint(left);
    Theme.fitTitle(chart, Theme.WIDTH - left);
  }

  /** A horizontal bar from the left end of the axis. */
  public void bar(int row, double value, Color color) {
    double y = rows - row;
    double[] x = {low, value, value, low};
    double[] edges = {y - BAR_HALF, y - BAR_HALF, y + BAR_HALF, y + BAR_HALF};
    XYSeries series = chart.addSeries("bar " + row, x, edges);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(color);
    series.setLineColor(UNSEEN);
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
  }

  /** A horizontal interval; nothing where an end is unknown. */
  public void interval(int row, double from, double to, Color color, float width) {
    if (Double.isFinite(from) && Double.isFinite(to)) {
      double y = rows - row;
      line("interval " + row, from, y, to, y, color, new BasicStroke(width)).setShowInLegend(false);
    }
  }

  /** A dark interval with a light edge, to be seen on a bar of any colour. */
  public void haloed(int row, double from, double to) {
    if (Double.isFinite(from) && Double.isFinite(to)) {
      double y = rows - row;
      line("halo " + row, from, y, to, y, Color.WHITE, new BasicStroke(4)).setShowInLegend(false);
      interval(row, from, to, Palette.INK, 1.6f);
    }
  }

  /** A single point. */
  public void point(int row, double value, Color color, Marker marker) {
    point("point " + row, row, value, color, marker);
  }

  /** A second point of the row, for what the first is compared with; below it. */
  public void other(int row, double value, Color color, Marker marker) {
    point("other " + row, row, value, color, marker);
  }

  private void point(String name, int row, double value, Color color, Marker marker) {
    XYSeries point = chart.addSeries(name, new double[] {value}, new double[] {rows - row});
    point.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    point.setMarker(marker);
    point.setMarkerColor(color);
    point.setShowInLegend(false);
  }

  /** A vertical line through all rows, named in the legend; left out if it lies off the axis. */
  public void reference(String name, double value, Color color, BasicStroke stroke) {
    if (value >= low && value <= high) {
      line(name, value, 0.4, value, rows + 0.6, color, stroke);
    }
  }

  /** A line from row to row. {@code xs} and {@code at} are equally long. */
  public void path(String name, double[] xs, int[] at, MethodStyle style) {
    double[] ys = Arrays.stream(at).mapToDouble(row -> rows - row).toArray();
    XYSeries path = chart.addSeries(name, xs, ys);
    path.setLineColor(style.color());
    path.setLineStyle(style.stroke());
    path.setMarker(style.marker());
    path.setMarkerColor(style.color());
    path.setShowInLegend(false);
  }

  /** Names the places 0, 1, ... of the horizontal axis, which shows no numbers then. */
  public void nameColumns(List<String> names) {
    chart.setCustomXAxisTickLabelsFormatter(x -> " ");
    chart.getStyler().setXAxisTickMarksColor(UNSEEN);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.addAnnotation(new ColumnLabels(names));
  }

  /** One name for each row, right of a place on the axis. */
  public void namesRightOf(double x, List<String> names) {
    List<PointLabels.Label> labels = new ArrayList<>();
    for (int row = 0; row < names.size(); row++) {
      labels.add(new PointLabels.Label(names.get(row), x, rows - row, Palette.INK, true));
    }
    chart.addAnnotation(new PointLabels(labels, List.of()));
    FontRenderContext context = new FontRenderContext(null, true, true);
    double widest =
        names.stream()
            .mapToDouble(name -> RowLabels.FONT.getStringBounds(name, context).getWidth())
            .max()
            .orElse(0);
    chart.endNames(x, widest);
  }

  public XYChart chart() {
    boolean named = chart.getSeriesCollection().stream().anyMatch(XYSeries::isShowInLegend);
    chart.getStyler().setLegendVisible(named);
    return chart;
  }

  private XYSeries line(
      String name, double x0, double y0, double x1, double y1, Color color, BasicStroke stroke) {
    XYSeries series = chart.addSeries(name, new double[] {x0, x1}, new double[] {y0, y1});
    series.setLineColor(color);
    series.setLineStyle(stroke);
    series.setMarker(SeriesMarkers.NONE);
    return series;
  }
}
