package vitexplain.report.results;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import vitexplain.run.provenance.Budget;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.Percentiles;

/**
 * Whether the calls of a method keep to a budget, by their 99th percentile.
 *
 * @param row of single calls
 * @param budget what a call may take
 */
public record BudgetVerdict(LatencyRow row, Budget budget) {

  /** What is said where no method was timed call by call. */
  public static final String NONE =
      "No method was timed call by call, so nothing is known of its 99th percentile.";

  private static final String SINGLE_CALLS = "sample";

  /** The percentile that is asked for. */
  private static final int PERCENT = 99;

  /** JMH's option {@code -f} beyond which longer processes are the better way. */
  private static final int MOST_FORKS = 100;

  private static final double MILLIS = 1000;

  /** In the order in which a reader wants them. */
  public enum Answer {
    FITS("fits"),
    EXCEEDS("does not fit"),
    OPEN("not enough samples to say");

    private final String text;

    Answer(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** One for each method, model and batch that was timed call by call; smallest batches first. */
  public static List<BudgetVerdict> of(List<LatencyRow> rows, Budget budget) {
    return rows.stream()
        .filter(row -> row.isExplanation() && row.mode().equals(SINGLE_CALLS))
        .map(row -> new BudgetVerdict(row, budget))
        .sorted(
            Comparator.comparing((BudgetVerdict verdict) -> verdict.row.model())
                .thenComparing(verdict -> verdict.row.device())
                .thenComparing(verdict -> verdict.row.batch())
                .thenComparing(BudgetVerdict::answer)
                .thenComparing(verdict -> verdict.row.scoreMs()))
        .toList();
  }

  /** No percentile is above the 99th: a lower one that exceeds the budget settles it. */
  public Answer answer() {
    if (known().anyMatch(percentile -> percentile > budget.millis())) {
      return Answer.EXCEEDS;
    }
    return Double.isFinite(row.p99Ms()) ? Answer.FITS : Answer.OPEN;
  }

  private DoubleStream known() {
    return DoubleStream.of(row.p50Ms(), row.p90Ms(), row.p95Ms(), row.p99Ms())
        .filter(Double::isFinite);
  }

  /** The numbers behind the answer, and what would give one where there is none. */
  public String reason() {
    return switch (answer()) {
      case FITS, EXCEEDS -> percentile() + " of " + row.repeats().samples() + " calls";
      case OPEN ->
          String.format(
              Locale.ROOT,
              "%d calls, %d more are needed: -- %s",
              row.repeats().samples(),
              needed() - row.repeats().samples(),
              option());
    };
  }

  /** The highest percentile that is known. */
  private String percentile() {
    double p99 = row.p99Ms();
    double p95 = row.p95Ms();
    double p90 = row.p90Ms();
    return Double.isFinite(p99)
        ? "p99 " + text(p99)
        : Double.isFinite(p95)
            ? "p95 " + text(p95)
            : Double.isFinite(p90) ? "p90 " + text(p90) : "p50 " + text(row.p50Ms());
  }

  private static String text(double millis) {
    return Format.milliseconds(millis) + " ms";
  }

  private static long needed() {
    return Percentiles.samplesFor(PERCENT);
  }

  /** More processes; where they would be too many, one long iteration in each of them. */
  private String option() {
    LatencyRow.Repeats repeats = row.repeats();
    int forks = Math.max(1, repeats.forks());
    long processes = ceil(needed() * forks, Math.max(1, repeats.samples()));
    return processes <= MOST_FORKS
        ? "-f " + processes
        : "-r " + (long) Math.ceil(needed() * row.scoreMs() / MILLIS / forks) + "s";
  }

  private static long ceil(long a, long b) {
    return (a + b - 1) / b;
  }
}
