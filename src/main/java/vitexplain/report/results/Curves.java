package vitexplain.report.results;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vitexplain.report.chart.MethodStyle;
import vitexplain.report.chart.Roster;
import vitexplain.run.row.SummaryRow;

/** Means over a level with their 95 % bands, one line for each method. */
public final class Curves {

  /** What the bands of a caption's figure are. */
  public static final String BANDS =
      "Bands: pointwise 95 % bootstrap over images; with many methods, for solid lines only.";

  /** Metric of the curve as the most relevant units are removed first. */
  public static final String MORF = "morf";

  /** The same with the least relevant first. */
  public static final String LERF = "lerf";

  private static final int MOST_BANDS = 9;

  /** Markers on one curve, at most. */
  private static final int MARKS = 5;

  private Curves() {}

  /** Whether a level is a place on an axis, not a name such as {@code mean}. */
  public static boolean numeric(SummaryRow row) {
    return numeric(row.level());
  }

  public static boolean numeric(String level) {
    return level.matches("[0-9]+(\\.[0-9]+)?");
  }

  /**
   * Draws every method's curve: bands first, so that they cover no line. Many bands on top of each
   * other hide what they are there to show, so then only solid lines have one.
   */
  public static void draw(
      XYChart chart, Roster roster, List<String> methods, List<SummaryRow> rows) {
    List<String> banded = methods.stream().filter(method -> !roster.isControl(method)).toList();
    for (String method : banded) {
      List<SummaryRow> points = points(method, rows);
      if (!points.isEmpty() && (banded.size() <= MOST_BANDS || roster.style(method).isSolid())) {
        band(chart, method, roster.style(method), points);
      }
    }
    for (int i = 0; i < methods.size(); i++) {
      List<SummaryRow> points = points(methods.get(i), rows);
      if (!points.isEmpty()) {
        MethodStyle style = roster.style(methods.get(i));
        line(chart, methods.get(i), style, points);
        marks(chart, methods.get(i), style, points, i).setLabel(roster.label(methods.get(i)));
      }
    }
  }

  /** A method's points in order; none if it has a single one, which is no curve. */
  private static List<SummaryRow> points(String method, List<SummaryRow> rows) {
    List<SummaryRow> points =
        rows.stream()
            .filter(row -> row.method().equals(method) && numeric(row))
            .filter(row -> Double.isFinite(row.mean()))
            .sorted(Comparator.comparingDouble(Curves::level))
            .toList();
    return points.size() < 2 ? List.of() : points;
  }

  private static double level(SummaryRow row) {
    return Double.parseDouble(row.level());
  }

  private static void band(
      XYChart chart, String method, MethodStyle style, List<SummaryRow> points) {
    List<SummaryRow> known =
        points.stream()
            .filter(row -> Double.isFinite(row.ciLow()) && Double.isFinite(row.ciHigh()))
            .toList();
    int n = known.size();
    if (n < 2) {
      return;
    }
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    for (int i = 0; i < n; i++) { // there along the upper edge, back along the lower
      x[i] = level(known.get(i));
      y[i] = known.get(i).ciHigh();
      x[2 * n - 1 - i] = x[i];
      y[2 * n - 1 - i] = known.get(i).ciLow();
    }
    XYSeries series = chart.addSeries(method + " band", x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(style.band());
    series.setLineColor(new Color(0, true));
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
  }

  private static void line(
      XYChart chart, String method, MethodStyle style, List<SummaryRow> points) {
    XYSeries series = series(chart, method + " line", style, points);
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
  }

  /**
   * Markers at a few points, others for each curve, so that prints without colours can be read. The
   * legend shows them with the line; the points are apart, so that this series draws none itself.
   */
  private static XYSeries marks(
      XYChart chart, String method, MethodStyle style, List<SummaryRow> points, int offset) {
    int step = Math.max(1, (points.size() + MARKS - 1) / MARKS);
    List<SummaryRow> marked = new ArrayList<>();
    for (int i = offset % step; i < points.size(); i += step) {
      marked.add(points.get(i));
    }
    double[] x = new double[2 * marked.size()];
    double[] y = new double[x.length];
    for (int i = 0; i < marked.size(); i++) {
      x[2 * i] = level(marked.get(i));
      y[2 * i] = marked.get(i).mean();
      x[2 * i + 1] = x[2 * i];
      y[2 * i + 1] = Double.NaN; // a gap
    }
    XYSeries series = chart.addSeries(method, x, y);
    series.setLineColor(style.color());
    series.setLineStyle(style.stroke());
    series.setMarker(style.marker());
    series.setMarkerColor(style.color());
    return series;
  }

  private static XYSeries series(
      XYChart chart, String name, MethodStyle style, List<SummaryRow> points) {
    XYSeries series =
        chart.addSeries(
            name,
            points.stream().mapToDouble(Curves::level).toArray(),
            points.stream().mapToDouble(SummaryRow::mean).toArray());
    series.setLineColor(style.color());
    series.setLineStyle(style.stroke());
    return series;
  }
}
