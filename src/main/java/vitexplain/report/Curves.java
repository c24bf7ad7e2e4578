package vitexplain.report;

import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vitexplain.run.SummaryRow;

/** Means over a level with their 95 % bands, one line for each method. */
final class Curves {

  /** What the bands of a caption's figure are. */
  static final String BANDS =
      "Bands: pointwise 95 % bootstrap over images; with many methods, for solid lines only.";

  private static final int MOST_BANDS = 9;

  private Curves() {}

  /** Whether a level is a place on an axis, not a name such as {@code mean}. */
  static boolean numeric(SummaryRow row) {
    return numeric(row.level());
  }

  static boolean numeric(String level) {
    return level.matches("[0-9]+(\\.[0-9]+)?");
  }

  /**
   * Draws every method's curve: bands first, so that they cover no line. Many bands on top of each
   * other hide what they are there to show, so then only solid lines have one.
   */
  static void draw(XYChart chart, List<String> methods, List<SummaryRow> rows) {
    List<String> banded = methods.stream().filter(method -> !Controls.contain(method)).toList();
    for (String method : banded) {
      List<SummaryRow> points = points(method, rows);
      if (!points.isEmpty() && (banded.size() <= MOST_BANDS || Palette.of(method).isSolid())) {
        band(chart, method, points);
      }
    }
    for (String method : methods) {
      List<SummaryRow> points = points(method, rows);
      if (!points.isEmpty()) {
        line(chart, method, points);
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

  private static void band(XYChart chart, String method, List<SummaryRow> points) {
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
    series.setFillColor(Palette.of(method).band());
    series.setLineColor(new Color(0, true));
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
  }

  private static void line(XYChart chart, String method, List<SummaryRow> points) {
    MethodStyle style = Palette.of(method);
    XYSeries series =
        chart.addSeries(
            method,
            points.stream().mapToDouble(Curves::level).toArray(),
            points.stream().mapToDouble(SummaryRow::mean).toArray());
    series.setLineColor(style.color());
    series.setLineStyle(style.stroke());
    series.setMarker(SeriesMarkers.NONE);
  }
}
