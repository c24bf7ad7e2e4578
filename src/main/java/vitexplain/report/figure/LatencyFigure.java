package vitexplain.report.figure;

import java.awt.BasicStroke;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vitexplain.report.chart.LabelledRows;
import vitexplain.report.chart.Palette;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Roster;
import vitexplain.report.results.Condition;
import vitexplain.report.results.Repeats;
import vitexplain.report.results.Results;
import vitexplain.run.row.LatencyRow;

/** Milliseconds an image for every benchmark, with the forward pass as the line to compare with. */
public final class LatencyFigure implements Figure {

  /** The ceiling is one square product, not something done for an image. */
  private static final String CEILING = "gemm-ceiling";

  @Override
  public List<Plot> plots(Results results) {
    Map<Condition, List<LatencyRow>> figures =
        results.averages().stream()
            .filter(row -> !row.benchmark().equals(CEILING))
            .filter(row -> !row.benchmark().equals(LatencyRow.REFERENCE))
            .filter(row -> Double.isFinite(row.scoreMs()))
            .collect(Collectors.groupingBy(Condition::of, LinkedHashMap::new, Collectors.toList()));
    return figures.entrySet().stream()
        .map(e -> plot(results.roster(), e.getKey(), e.getValue()))
        .toList();
  }

  private static Plot plot(Roster roster, Condition condition, List<LatencyRow> unsorted) {
    List<LatencyRow> rows =
        unsorted.stream().sorted(Comparator.comparingDouble(LatencyRow::scoreMs)).toList();
    double most = rows.stream().mapToDouble(LatencyFigure::upper).max().orElse(0);
    LabelledRows chart =
        new LabelledRows(
            "Latency; " + condition.label(),
            "milliseconds per image" + Repeats.of(rows),
            rows.stream().map(row -> roster.label(row.label())).toList(),
            0,
            most > 0 ? 1.04 * most : 1);
    for (int i = 0; i < rows.size(); i++) {
      LatencyRow row = rows.get(i);
      double mean = perImage(row, row.scoreMs());
      double error = perImage(row, row.errorMs());
      chart.bar(i, mean, BenchmarkColors.of(roster, row));
      chart.haloed(i, Math.max(0, mean - error), mean + error);
    }
    rows.stream()
        .filter(row -> row.benchmark().equals(LatencyRow.FORWARD))
        .findFirst()
        .ifPresent(
            row ->
                chart.reference(
                    "forward pass",
                    perImage(row, row.scoreMs()),
                    Palette.INK,
                    new BasicStroke(1.5f)));
    return new Plot(
        "latency-" + condition.slug(),
        chart.chart(),
        "Bars of milliseconds per image, one per benchmark, by their means. " + condition.label(),
        "The vertical line is the forward pass: what stands to its right is the price of an "
            + "explanation. Whiskers: JMH's 99.9 % interval of the mean over processes and "
            + "iterations; bars whose whiskers overlap are in no order. Grey bars are steps of the work and controls, coloured bars whole explanations.");
  }

  private static double perImage(LatencyRow row, double millisOfCall) {
    return millisOfCall / row.batch();
  }

  private static double upper(LatencyRow row) {
    double error = Double.isFinite(row.errorMs()) ? row.errorMs() : 0;
    return perImage(row, row.scoreMs() + error);
  }
}
