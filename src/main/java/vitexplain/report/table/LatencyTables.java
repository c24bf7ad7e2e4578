package vitexplain.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import vitexplain.report.results.Condition;
import vitexplain.report.results.Cost;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.LatencyRow;

/**
 * Every time measured, a table for each of JMH's modes: a mean over many calls, the spread of
 * single calls and the first call of a process are different quantities and share no column.
 */
public final class LatencyTables {
  private static final String MEANS = "latency";
  private static final String CALLS = "latency-calls";
  private static final String FIRST = "latency-first";
  private static final List<String> NAMES = List.of(MEANS, CALLS, FIRST);

  private LatencyTables() {}

  /** None without timings. */
  static List<PaperTable> of(Results results) {
    List<PaperTable> tables = new ArrayList<>();
    add(tables, MEANS, results.latency("avgt"));
    add(tables, CALLS, results.latency("sample"));
    add(tables, FIRST, results.latency("ss"));
    return tables;
  }

  public static String html(List<PaperTable> tables) {
    return tables.stream()
        .filter(table -> NAMES.contains(table.name()))
        .map(Html::table)
        .collect(Collectors.joining());
  }

  private static void add(List<PaperTable> tables, String name, List<LatencyRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    tables.add(
        switch (name) {
          case MEANS -> means(rows);
          case CALLS -> calls(rows);
          default -> first(rows);
        });
  }

  private static PaperTable means(List<LatencyRow> rows) {
    return new PaperTable(
        MEANS,
        "Mean time of one call (a whole batch) with JMH's 99.9 % half-width over processes. n: processes × measurements of each. × forward: median over processes [lowest, highest]. Rows whose intervals overlap are in no order. A control has no part here: what a method costs does not depend on its map."
            + notes(rows),
        List.of(
            "benchmark",
            "conditions",
            "gradients",
            "n",
            "mean ms",
            "± ms",
            "images/s",
            "× forward",
            "peak MB"),
        rows.stream()
            .map(
                row ->
                    List.of(
                        row.label(),
                        Condition.of(row).label(),
                        row.gradients().isEmpty() ? Format.NONE : row.gradients(),
                        n(row),
                        Format.milliseconds(row.scoreMs()),
                        Format.milliseconds(row.errorMs()),
                        Format.number(row.imagesPerS(), 1),
                        ratio(row),
                        Format.number(row.peakRssMb(), 0)))
            .toList(),
        Set.of());
  }

  /** Who was measured otherwise, and how. */
  private static String notes(List<LatencyRow> rows) {
    return rows.stream()
        .filter(row -> !row.notes().isEmpty())
        .collect(
            Collectors.groupingBy(
                LatencyRow::notes,
                LinkedHashMap::new,
                Collectors.mapping(LatencyRow::label, Collectors.toCollection(TreeSet::new))))
        .entrySet()
        .stream()
        .map(note -> " " + String.join(", ", note.getValue()) + ": " + note.getKey() + ".")
        .collect(Collectors.joining());
  }

  private static String ratio(LatencyRow row) {
    LatencyRow.Repeats repeats = row.repeats();
    return new Cost(row.label(), row.ratioToForward(), repeats.ratioLow(), repeats.ratioHigh())
        .text();
  }

  private static PaperTable calls(List<LatencyRow> rows) {
    return new PaperTable(
        CALLS,
        "Single calls, one after another: mean and percentiles, where enough were timed to tell one. n: processes × calls of each. They are timed apart from the means above and are not divided by them.",
        List.of("benchmark", "conditions", "n", "mean ms", "p50", "p90", "p95", "p99"),
        rows.stream()
            .map(
                row ->
                    List.of(
                        row.label(),
                        Condition.of(row).label(),
                        n(row),
                        Format.milliseconds(row.scoreMs()),
                        Format.milliseconds(row.p50Ms()),
                        Format.milliseconds(row.p90Ms()),
                        Format.milliseconds(row.p95Ms()),
                        Format.milliseconds(row.p99Ms())))
            .toList(),
        Set.of());
  }

  private static PaperTable first(List<LatencyRow> rows) {
    return new PaperTable(
        FIRST,
        "First call of a process, mean over n processes: cold-start loads the engine (cold-engine) and the model (cold-model) and makes a map; first-explanation has both loaded.",
        List.of("benchmark", "conditions", "n", "mean ms", "± ms"),
        rows.stream()
            .map(
                row ->
                    List.of(
                        row.label(),
                        Condition.of(row).label(),
                        row.repeats().forks() == 0 ? Format.NONE : "" + row.repeats().forks(),
                        Format.milliseconds(row.scoreMs()),
                        Format.milliseconds(row.errorMs())))
            .toList(),
        Set.of());
  }

  private static String n(LatencyRow row) {
    return row.repeats().forks() == 0
        ? Format.NONE
        : row.repeats().forks() + " × " + row.repeats().samples() / row.repeats().forks();
  }
}
