package vitexplain.report.figure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Theme;
import vitexplain.report.results.Curves;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.SummaryRow;

/**
 * Metrics as the threshold on the map moves from 0 to 1.
 *
 * @param names what the axis calls each metric
 * @param reading how to read it
 */
public record ThresholdFigure(Map<String, String> names, String reading) implements Figure {
  private static final String PERCENT = "percent";

  /** Agreement with the mask. */
  public static ThresholdFigure ofMasks() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("iou_fg", "foreground IoU");
    names.put("miou", "mean IoU");
    names.put("f1_fg", "foreground F1");
    names.put("pixel_acc", "pixel accuracy");
    return new ThresholdFigure(
        names,
        "A method that is good at one threshold only has been given that threshold. A broad "
            + "plateau needs no tuning.");
  }

  /** What is left of the class probability when only pixels above the threshold are kept. */
  public static ThresholdFigure ofChanges() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("avg_drop", "average drop in percent");
    names.put("avg_increase", "average increase in percent");
    names.put("avg_gain", "average gain in percent");
    return new ThresholdFigure(
        names,
        "Only pixels above the threshold are kept. At the left everything is kept, so every method "
            + "agrees; a map that keeps much loses little without knowing anything.");
  }

  @Override
  public List<Plot> plots(Results results) {
    return MethodGroup.of(results, results.methods()).stream()
        .flatMap(group -> names.keySet().stream().flatMap(m -> plot(results, m, group)))
        .toList();
  }

  private Stream<Plot> plot(Results results, String metric, MethodGroup group) {
    List<String> methods = group.members(results, results.methods());
    List<SummaryRow> rows =
        results.rows(metric, row -> Curves.numeric(row) && methods.contains(row.method()));
    if (rows.stream().map(SummaryRow::level).distinct().count() < 2) {
      return Stream.empty(); // a single threshold is a number for the table
    }
    String name = names.get(metric);
    String title =
        String.format(
            Locale.ROOT, "%s over thresholds%s; %s", capital(name), group.title(), Format.n(rows));
    XYChart chart = Theme.chart(Theme.WIDTH, 440, title, "threshold on the map", name);
    Curves.draw(chart, results.roster(), methods, rows);
    double most = // of curves and bands, so that none is cut off
        chart.getSeriesCollection().stream().mapToDouble(XYSeries::getYMax).max().orElse(1);
    double top = name.endsWith(PERCENT) ? 1.05 * Math.max(1, most) : 1;
    chart.getStyler().setXAxisMin(-0.01).setXAxisMax(1.01);
    chart.getStyler().setYAxisMin(-0.01 * top).setYAxisMax(1.01 * top);
    return Stream.of(
        new Plot(
                "threshold-" + Format.slug(metric) + group.suffix(),
                chart,
                "Curves of "
                    + name
                    + " ("
                    + metric
                    + ") against the threshold, one per method. "
                    + title,
                metric + ". " + reading + " " + Curves.BANDS)
            .ofCurves());
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
