package vitexplain.cli.print;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import vitexplain.latency.BenchResult;
import vitexplain.latency.ProfilerReading;
import vitexplain.report.results.BudgetVerdict;
import vitexplain.report.results.ModelNames;
import vitexplain.run.provenance.Budget;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.Percentiles;

/** The timings as tables on the terminal. */
public final class LatencySummary {
  private static final List<String> CONDITIONS =
      List.of("benchmark", "model", "device", "batch", "threads");

  private LatencySummary() {}

  /** The tables, and last whether each method keeps to the budget, if there is one. */
  public static void print(BenchResult result, Optional<Budget> budget, PrintWriter out) {
    means(rows(result, row -> row.mode().equals("avgt")), out);
    percentiles(rows(result, row -> row.mode().equals("sample")), out);
    firstCalls(rows(result, row -> row.mode().equals("ss")), out);
    profiles(result.readings(), out);
    PeerSummary.print(result.peers(), out);
    result.notes().forEach((what, why) -> out.printf(Locale.ROOT, "%s: %s%n", what, why));
    budget.ifPresent(time -> verdicts(result, time, out));
  }

  private static void verdicts(BenchResult result, Budget budget, PrintWriter out) {
    List<BudgetVerdict> verdicts = BudgetVerdict.of(result.rows(), budget);
    String title =
        String.format(
            Locale.ROOT, "Does a call keep to %s, by its 99th percentile?", budget.text());
    print(
        title,
        verdicts.stream().map(BudgetVerdict::row).toList(),
        List.of("answer", "because"),
        row -> {
          BudgetVerdict verdict = new BudgetVerdict(row, budget);
          return List.of(verdict.answer().text(), verdict.reason());
        },
        out);
    if (verdicts.isEmpty()) {
      out.println();
      out.println(title + " " + BudgetVerdict.NONE);
    }
  }

  private static List<LatencyRow> rows(BenchResult result, Predicate<LatencyRow> of) {
    return result.rows().stream().filter(of).toList();
  }

  private static void means(List<LatencyRow> rows, PrintWriter out) {
    print(
        "Mean of a call with JMH's 99.9 % half-width; time over the forward pass: median over"
            + " processes [lowest, highest]",
        rows,
        List.of("ms per call", "ms/image", "images/s", "x forward", "peak MB"),
        row ->
            List.of(
                withError(row),
                number("%.2f", row.msPerImage()),
                number("%.1f", row.imagesPerS()),
                ratio(row),
                number("%.0f", row.peakRssMb())),
        out);
    rows.stream()
        .filter(row -> !row.notes().isEmpty())
        .forEach(row -> out.println(row.label() + ": " + row.notes()));
  }

  private static void percentiles(List<LatencyRow> rows, PrintWriter out) {
    print(
        "Percentiles of single calls in ms; n<N where that takes N samples and there are fewer",
        rows,
        List.of("n", "p50", "p90", "p95", "p99"),
        row ->
            List.of(
                Long.toString(row.repeats().samples()),
                percentile(row.p50Ms(), 50),
                percentile(row.p90Ms(), 90),
                percentile(row.p95Ms(), 95),
                percentile(row.p99Ms(), 99)),
        out);
  }

  private static void firstCalls(List<LatencyRow> rows, PrintWriter out) {
    print(
        "First call of a process in ms, mean over processes; cold-start loads the engine"
            + " (cold-engine) and the model (cold-model) and makes a map; first-explanation has both"
            + " loaded",
        rows,
        List.of("ms", "processes"),
        row -> List.of(withError(row), Integer.toString(row.repeats().forks())),
        out);
  }

  /** What JMH's profilers measured, a column for each number. */
  private static void profiles(List<ProfilerReading> readings, PrintWriter out) {
    List<String> names =
        readings.stream()
            .flatMap(reading -> reading.values().keySet().stream())
            .distinct()
            .sorted()
            .toList();
    Map<LatencyRow, ProfilerReading> byRow = new LinkedHashMap<>();
    readings.forEach(reading -> byRow.put(reading.row(), reading));
    print(
        "Profilers",
        List.copyOf(byRow.keySet()),
        joined(List.of("mode"), names),
        row ->
            joined(
                List.of(row.mode()),
                names.stream()
                    .map(name -> byRow.get(row).values().getOrDefault(name, ""))
                    .toList()),
        out);
  }

  /** A table under its title, after an empty line; nothing without rows. */
  private static void print(
      String title,
      List<LatencyRow> rows,
      List<String> names,
      Function<LatencyRow, List<String>> values,
      PrintWriter out) {
    if (rows.isEmpty()) {
      return;
    }
    out.println();
    out.println(title);
    ModelNames models = ModelNames.of(rows.stream().map(LatencyRow::model).toList());
    List<List<String>> cells =
        rows.stream().map(row -> joined(conditions(row, models), values.apply(row))).toList();
    new Columns(joined(CONDITIONS, names), cells, CONDITIONS.size()).lines().forEach(out::println);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<String> conditions(LatencyRow row, ModelNames models) {
    return List.of(
        row.label(),
        models.shown(row.model()),
        row.device(),
        Integer.toString(row.batch()),
        Integer.toString(row.threads()));
  }

  private static String withError(LatencyRow row) {
    return Double.isNaN(row.errorMs())
        ? number("%.2f", row.scoreMs())
        : number("%.2f", row.scoreMs()) + " +- " + number("%.2f", row.errorMs());
  }

  private static String ratio(LatencyRow row) {
    String spread = between("%.2f", row.repeats().ratioLow(), row.repeats().ratioHigh());
    return (number("%.2f", row.ratioToForward()) + " " + spread).strip();
  }

  private static String between(String format, double low, double high) {
    return Double.isNaN(low) ? "" : "[" + number(format, low) + ", " + number(format, high) + "]";
  }

  private static String percentile(double value, int percent) {
    return Double.isNaN(value) ? "n<" + Percentiles.samplesFor(percent) : number("%.2f", value);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
