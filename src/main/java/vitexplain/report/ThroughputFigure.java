package vitexplain.report;

import java.awt.BasicStroke;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vitexplain.run.LatencyRow;

/** Images a second against batch size, where more than one was measured. */
final class ThroughputFigure implements Figure {

  private static final MethodStyle FORWARD =
      new MethodStyle(Palette.INK, new BasicStroke(2.2f), SeriesMarkers.SQUARE);

  @Override
  public List<Plot> plots(Results results) {
    Map<Condition, List<LatencyRow>> figures =
        results.averages().stream()
            .filter(ThroughputFigure::shown)
            .collect(
                Collectors.groupingBy(
                    row -> Condition.of(row).anyBatch(), LinkedHashMap::new, Collectors.toList()));
    return figures.entrySet().stream().flatMap(e -> plot(e.getKey(), e.getValue())).toList();
  }

  private static boolean shown(LatencyRow row) {
    boolean method =
        !BenchmarkColors.isStep(row.benchmark()) && !row.benchmark().startsWith("reference:");
    return (method || row.benchmark().equals("forward")) && Double.isFinite(row.imagesPerS());
  }

  private static Stream<Plot> plot(Condition condition, List<LatencyRow> rows) {
    List<Integer> batches = rows.stream().map(LatencyRow::batch).distinct().sorted().toList();
    if (batches.size() < 2) {
      return Stream.empty();
    }
    XYChart chart =
        Theme.chart(
            Theme.WIDTH,
            460,
            "Throughput; " + condition.label(),
            "batch size",
            "images per second");
    int most = batches.get(batches.size() - 1);
    double top = rows.stream().mapToDouble(LatencyRow::imagesPerS).max().orElse(1);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.04 * most).setYAxisMax(1.06 * top);
    chart.getStyler().setYAxisMin(-0.01 * top);
    rows.stream()
        .map(LatencyRow::benchmark)
        .distinct()
        .sorted(Controls.LAST)
        .forEach(benchmark -> line(chart, benchmark, rows));
    return Stream.of(
        new Plot(
            "throughput-" + condition.slug(),
            chart,
            "Lines of images per second against batch size, one per method. " + condition.label(),
            "Where a line flattens, larger batches buy nothing more. The dark line is the forward "
                + "pass alone."));
  }

  private static void line(XYChart chart, String benchmark, List<LatencyRow> rows) {
    List<LatencyRow> points =
        rows.stream()
            .filter(row -> row.benchmark().equals(benchmark))
            .sorted(Comparator.comparingInt(LatencyRow::batch))
            .toList();
    MethodStyle style = benchmark.equals("forward") ? FORWARD : Palette.of(benchmark);
    XYSeries series =
        chart.addSeries(
            benchmark,
            points.stream().mapToDouble(LatencyRow::batch).toArray(),
            points.stream().mapToDouble(LatencyRow::imagesPerS).toArray());
    series.setLineColor(style.color());
    series.setLineStyle(style.stroke());
    series.setMarker(style.marker());
    series.setMarkerColor(style.color());
  }
}
