package vitexplain.report.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import vitexplain.report.results.BudgetVerdict;
import vitexplain.report.results.Condition;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.provenance.Budget;
import vitexplain.run.row.LatencyRow;

/**
 * What someone asks who wants to use a method in a service: latency, throughput and memory of every
 * method in one table, with the answer to the budget.
 */
public final class ServingTable {
  public static final String NAME = "serving";

  private ServingTable() {}

  /** Empty without times, and in a study, whose page answers another question. */
  static Optional<PaperTable> of(Results results) {
    List<LatencyRow> means =
        results.averages().stream()
            .filter(LatencyRow::isExplanation)
            .sorted(
                Comparator.comparing(LatencyRow::model)
                    .thenComparing(LatencyRow::device)
                    .thenComparing(LatencyRow::batch)
                    .thenComparing(LatencyRow::scoreMs))
            .toList();
    return means.isEmpty() || !results.summary().isEmpty()
        ? Optional.empty()
        : Optional.of(table(results, means));
  }

  private static PaperTable table(Results results, List<LatencyRow> means) {
    Map<String, LatencyRow> calls =
        results.latency("sample").stream()
            .filter(LatencyRow::isExplanation)
            .collect(Collectors.toMap(ServingTable::key, row -> row, (first, other) -> first));
    Optional<Budget> budget = results.budget();
    List<String> header = new ArrayList<>(List.of("method", "conditions"));
    budget.ifPresent(time -> header.add("keeps to " + time.text()));
    header.addAll(List.of("p99 ms", "p50 ms", "calls", "mean ms", "images/s", "peak MB"));
    List<List<String>> rows =
        means.stream()
            .map(row -> cells(row, Optional.ofNullable(calls.get(key(row))), budget))
            .toList();
    return new PaperTable(
        NAME,
        "Latency, throughput and memory of a call (a whole batch), fastest first within its"
            + " conditions. p99 and p50 are of single calls, timed one after another apart from"
            + " the mean; a dash: too few calls to tell. peak MB: highest resident memory of the"
            + " process, with engine and model.",
        header,
        rows,
        Set.of());
  }

  private static String key(LatencyRow row) {
    return row.method() + " " + Condition.of(row).label();
  }

  private static List<String> cells(
      LatencyRow mean, Optional<LatencyRow> calls, Optional<Budget> budget) {
    List<String> cells = new ArrayList<>(List.of(mean.method(), Condition.of(mean).label()));
    budget.ifPresent(
        time ->
            cells.add(
                calls
                    .map(row -> new BudgetVerdict(row, time).answer().text())
                    .orElse(Format.NONE)));
    cells.add(calls.map(row -> Format.milliseconds(row.p99Ms())).orElse(Format.NONE));
    cells.add(calls.map(row -> Format.milliseconds(row.p50Ms())).orElse(Format.NONE));
    cells.add(calls.map(row -> Long.toString(row.repeats().samples())).orElse(Format.NONE));
    cells.add(Format.milliseconds(mean.scoreMs()));
    cells.add(Format.number(mean.imagesPerS(), 1));
    cells.add(Format.number(mean.peakRssMb(), 0));
    return cells;
  }
}
