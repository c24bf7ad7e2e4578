package vitexplain.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import vitexplain.run.SummaryRow;

/** Agreement with the mask as the threshold moves from 0 to 1. */
final class ThresholdFigure implements Figure {

  private static final Map<String, String> NAMES =
      Map.of(
          "pixel_acc", "pixel accuracy",
          "miou", "mean IoU of foreground and background",
          "iou_fg", "foreground IoU");

  @Override
  public List<Plot> plots(Results results) {
    return Stream.of("iou_fg", "miou", "pixel_acc").flatMap(m -> plot(results, m)).toList();
  }

  private static Stream<Plot> plot(Results results, String metric) {
    List<SummaryRow> rows = results.rows(metric, Curves::numeric);
    if (rows.stream().map(SummaryRow::level).distinct().count() < 2) {
      return Stream.empty(); // a single threshold is a number for the table
    }
    String name = NAMES.getOrDefault(metric, metric);
    String title = "%s (%s) over thresholds; %s".formatted(capital(name), metric, Format.n(rows));
    XYChart chart = Theme.chart(Theme.WIDTH, 440, title, "threshold on the map", name);
    chart.getStyler().setXAxisMin(-0.01).setXAxisMax(1.01).setYAxisMin(-0.01).setYAxisMax(1.01);
    Curves.draw(chart, results.methods(), rows);
    return Stream.of(
        new Plot(
            "threshold-" + Format.slug(metric),
            chart,
            "Curves of " + name + " against the threshold, one per method. " + title,
            "A method that is good at one threshold only has been given that threshold. A broad "
                + "plateau needs no tuning. "
                + Curves.BANDS));
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
