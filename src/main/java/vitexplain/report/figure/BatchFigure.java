package vitexplain.report.figure;

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
import vitexplain.report.chart.MethodStyle;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Roster;
import vitexplain.report.chart.Theme;
import vitexplain.report.results.Condition;
import vitexplain.report.results.Repeats;
import vitexplain.report.results.Results;
import vitexplain.run.row.LatencyRow;

/**
 * A quantity against batch size, a line per method and one for the forward pass, where more than
 * one batch was measured.
 *
 * @param slug first part of the file's name
 * @param title first part of the title
 * @param axis the quantity with its unit
 * @param caption how to read it
 */
public record BatchFigure(
    String slug, String title, String axis, String caption, ToDoubleFunction<LatencyRow> quantity)
    implements Figure {

  /** Images a second. */
  public static final BatchFigure THROUGHPUT =
      new BatchFigure(
          "throughput",
          "Throughput",
          "images per second",
          "Where a line flattens, larger batches buy nothing more. The dark line is the forward "
              + "pass alone.",
          LatencyRow::imagesPerS);

  /** Peak resident memory. */
  public static final BatchFigure MEMORY =
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
            .filter(row -> isShown(results, row))
            .collect(
                Collectors.groupingBy(
                    row -> Condition.of(row).anyBatch(), LinkedHashMap::new, Collectors.toList()));
    return figures.entrySet().stream()
        .flatMap(e -> plots(results, e.getKey(), e.getValue()))
        .toList();
  }

  private boolean isShown(Results results, LatencyRow row) {
    return BenchmarkColors.isLine(row)
        && !results.roster().isControl(row.method())
        && Double.isFinite(quantity.applyAsDouble(row));
  }

  private Stream<Plot> plots(Results results, Condition condition, List<LatencyRow> all) {
    List<String> methods =
        all.stream().filter(LatencyRow::isExplanation).map(LatencyRow::method).distinct().toList();
    return MethodGroup.of(results, methods).stream()
        .flatMap(
            group -> {
              List<String> shown = group.members(results, methods);
              return plot(
                  results.roster(),
                  condition,
                  group,
                  all.stream()
                      .filter(row -> !row.isExplanation() || shown.contains(row.method()))
                      .toList());
            });
  }

  private Stream<Plot> plot(
      Roster roster, Condition condition, MethodGroup group, List<LatencyRow> all) {
    List<Integer> batches = all.stream().map(LatencyRow::batch).distinct().sorted().toList();
    if (batches.size() < 2) {
      return Stream.empty();
    }
    // A method timed at one batch alone has no line.
    Map<String, Long> points =
        all.stream().collect(Collectors.groupingBy(LatencyRow::label, Collectors.counting()));
    List<LatencyRow> rows = all.stream().filter(row -> points.get(row.label()) > 1).toList();
    if (rows.stream().noneMatch(LatencyRow::isExplanation)) {
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
        .map(LatencyRow::label)
        .distinct()
        .forEach(label -> line(chart, roster, label, rows));
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

  private void line(XYChart chart, Roster roster, String label, List<LatencyRow> rows) {
    List<LatencyRow> points =
        rows.stream()
            .filter(row -> row.label().equals(label))
            .sorted(Comparator.comparingInt(LatencyRow::batch))
            .toList();
    MethodStyle style = BenchmarkColors.style(roster, points.get(0));
    XYSeries series =
        chart.addSeries(
            label,
            points.stream().mapToDouble(LatencyRow::batch).toArray(),
            points.stream().mapToDouble(quantity).toArray());
    series.setLabel(roster.label(label));
    series.setLineColor(style.color());
    series.setLineStyle(style.stroke());
    series.setMarker(style.marker());
    series.setMarkerColor(style.color());
  }
}
