package vitexplain.cli.print;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import vitexplain.latency.BenchResult;
import vitexplain.report.results.BudgetVerdict;
import vitexplain.run.provenance.Budget;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.Percentiles;

/** The timings as tables on the terminal. */
public final class LatencySummary {
  private static final int NAME = 31;
  private static final int MODEL = 24;

  private LatencySummary() {}

  /** The tables, and last whether each method keeps to the budget, if there is one. */
  public static void print(BenchResult result, Optional<Budget> budget, PrintWriter out) {
    means(rows(result, row -> row.mode().equals("avgt")), out);
    percentiles(rows(result, row -> row.mode().equals("sample")), out);
    firstCalls(rows(result, row -> row.mode().equals("ss")), out);
    result.notes().forEach((what, why) -> out.printf(Locale.ROOT, "%s: %s%n", what, why));
    budget.ifPresent(time -> verdicts(result, time, out));
  }

  private static void verdicts(BenchResult result, Budget budget, PrintWriter out) {
    List<BudgetVerdict> verdicts = BudgetVerdict.of(result.rows(), budget);
    out.println();
    out.printf(Locale.ROOT, "Does a call keep to %s, by its 99th percentile?%n", budget.text());
    verdicts.forEach(
        verdict ->
            out.println(
                conditions(verdict.row()) + verdict.answer().text() + ": " + verdict.reason()));
    if (verdicts.isEmpty()) {
      out.println(BudgetVerdict.NONE);
    }
  }

  private static List<LatencyRow> rows(BenchResult result, Predicate<LatencyRow> of) {
    return result.rows().stream().filter(of).toList();
  }

  private static void means(List<LatencyRow> rows, PrintWriter out) {
    if (rows.isEmpty()) {
      return;
    }
    out.println(
        "Mean of a call with JMH's 99.9 % half-width; time over the forward pass: median over"
            + " processes [lowest, highest]");
    out.println(
        conditions("benchmark", "model", "device", "batch", "threads")
            + String.format(
                Locale.ROOT,
                "%20s %9s %9s  %-19s %7s",
                "ms per call",
                "ms/image",
                "images/s",
                "x forward",
                "peak MB"));
    for (LatencyRow row : rows) {
      out.println(
          conditions(row)
              + String.format(
                  Locale.ROOT,
                  "%20s %9s %9s  %-19s %7s",
                  withError(row),
                  number("%.2f", row.msPerImage()),
                  number("%.1f", row.imagesPerS()),
                  ratio(row),
                  number("%.0f", row.peakRssMb())));
    }
    rows.stream()
        .filter(row -> !row.notes().isEmpty())
        .forEach(row -> out.println(row.label() + ": " + row.notes()));
  }

  private static void percentiles(List<LatencyRow> rows, PrintWriter out) {
    if (rows.isEmpty()) {
      return;
    }
    out.println();
    out.println(
        "Percentiles of single calls in ms; n<N where that takes N samples and there are fewer");
    out.println(
        conditions("benchmark", "model", "device", "batch", "threads")
            + String.format(Locale.ROOT, "%8s %9s %9s %9s %9s", "n", "p50", "p90", "p95", "p99"));
    for (LatencyRow row : rows) {
      out.println(
          conditions(row)
              + String.format(
                  Locale.ROOT,
                  "%8d %9s %9s %9s %9s",
                  row.repeats().samples(),
                  percentile(row.p50Ms(), 50),
                  percentile(row.p90Ms(), 90),
                  percentile(row.p95Ms(), 95),
                  percentile(row.p99Ms(), 99)));
    }
  }

  private static void firstCalls(List<LatencyRow> rows, PrintWriter out) {
    if (rows.isEmpty()) {
      return;
    }
    out.println();
    out.println(
        "First call of a process in ms, mean over processes; cold-start loads engine and model,"
            + " first-explanation has them");
    out.println(
        conditions("benchmark", "model", "device", "batch", "threads")
            + String.format(Locale.ROOT, "%20s %10s", "ms", "processes"));
    for (LatencyRow row : rows) {
      out.println(
          conditions(row)
              + String.format(Locale.ROOT, "%20s %10d", withError(row), row.repeats().forks()));
    }
  }

  private static String conditions(LatencyRow row) {
    return conditions(
        row.label(),
        row.model(),
        row.device(),
        Integer.toString(row.batch()),
        Integer.toString(row.threads()));
  }

  private static String conditions(
      String benchmark, String model, String device, String batch, String threads) {
    return String.format(
        Locale.ROOT,
        "%-" + NAME + "s %-" + MODEL + "s %-6s %5s %7s ",
        benchmark,
        model,
        device,
        batch,
        threads);
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
