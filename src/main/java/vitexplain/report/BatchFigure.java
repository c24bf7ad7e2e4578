package vitexplain.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import vitexplain.run.LatencyRow;

/**
 * A quantity against batch size, a line per method and one for the forward pass, where more than
 * one batch was measured.
 *
 * @param slug first part of the file's name
 * @param title first part of the title
 * @param axis the quantity with its unit
 * @param caption how to read it
 */
record BatchFigure(
    String slug, String title, String axis, String caption, ToDoubleFunction<LatencyRow> quantity)
    implements Figure {

  /** Images a second. */
  static final BatchFigure THROUGHPUT =
      new BatchFigure(
          "throughput",
          "Throughput",
          "images per second",
          "Where a line flattens, larger batches buy nothing more. The dark line is the forward "
              + "pass alone.",
          LatencyRow::imagesPerS);

  /** Peak resident memory. */
  static final BatchFigure MEMORY =
      new BatchFigure(
          "memory",
          "Peak resident memory",
          "megabytes",
          "The highest resident memory of the whole process, Java, libraries and weights included. "
              + "What a line rises above the forward pass is what the explanation keeps.",
          LatencyRow::peakRssMb);

  @Override
  public List<Plot> plots(Results results) {
    Map<Condition, List<LatencyRow>> figures =
        results.averages().stream()
            .filter(this::isShown)
            .collect(
                Collectors.groupingBy(
                    row -> Condition.of(row).anyBatch(), LinkedHashMap::new, Collectors.toList()));
    return figures.entrySet().stream().flatMap(e -> plots(e.getKey(), e.getValue())).toList();
  }

  private boolean isShown(LatencyRow row) {
    boolean line =
        BenchmarkColors.isMethod(row.benchmark())
            || row.benchmark().equals(BenchmarkColors.FORWARD);
    return line
        && !Controls.contain(row.benchmark())
        && Double.isFinite(quantity.applyAsDouble(row));
  }

  private Stream<Plot> plots(Condition condition, List<LatencyRow> all) {
    List<String> methods =
        all.stream()
            .map(LatencyRow::benchmark)
            .filter(BenchmarkColors::isMethod)
            .distinct()
            .toList();
    return MethodGroup.of(methods).stream()
        .flatMap(
            group -> {
              List<String> shown = group.members(methods);
              return plot(
                  condition,
                  group,
                  all.stream()
                      .filter(
                          row ->
                              !methods.contains(row.benchmark()) || shown.contains(row.benchmark()))
                      .toList());
            });
  }

  private Stream<Plot> plot(Condition condition, MethodGroup group, List<LatencyRow> all) {
    List<Integer> batches = all.stream().map(LatencyRow::batch).distinct().sorted().toList();
    if (batches.size() < 2) {
      return Stream.empty();
    }
    // A method timed at one batch alone has no line.
    Map<String, Long> points =
        all.stream().collect(Collectors.groupingBy(LatencyRow::benchmark, Collectors.counting()));
    List<LatencyRow> rows = all.stream().filter(row -> points.get(row.benchmark()) > 1).toList();
    if (rows.stream().noneMatch(row -> BenchmarkColors.isMethod(row.benchmark()))) {
      return Stream.empty();
    }
    XYChart chart =
        Theme.chart(
            Theme.WIDTH,
            460,
            title + "; " + condition.label() + group.title(),
            "batch size",
            axis + Repeats.of(rows));
    int most = batches.get(batches.size() - 1);
    double top = rows.stream().mapToDouble(quantity).max().orElse(1);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.04 * most).setYAxisMax(1.06 * top);
    chart.getStyler().setYAxisMin(-0.01 * top);
    rows.stream()
        .map(LatencyRow::benchmark)
        .distinct()
        .sorted(Controls.LAST)
        .forEach(benchmark -> line(chart, benchmark, rows));
    return Stream.of(
        new Plot(
            slug + "-" + condition.slug() + group.suffix(),
            chart,
            String.format(
                Locale.ROOT,
                "Lines of %s against batch size, one per method. %s",
                axis,
                condition.label()),
            caption));
  }

  private void line(XYChart chart, String benchmark, List<LatencyRow> rows) {
    List<LatencyRow> points =
        rows.stream()
            .filter(row -> row.benchmark().equals(benchmark))
            .sorted(Comparator.comparingInt(LatencyRow::batch))
            .toList();
    MethodStyle style = BenchmarkColors.style(benchmark);
    XYSeries series =
        chart.addSeries(
            benchmark,
            points.stream().mapToDouble(LatencyRow::batch).toArray(),
            points.stream().mapToDouble(quantity).toArray());
    series.setLineColor(style.color());
    series.setLineStyle(style.stroke());
    series.setMarker(style.marker());
    series.setMarkerColor(style.color());
  }
}
