package vitexplain.cli;

import java.io.PrintWriter;
import java.util.Locale;
import vitexplain.latency.BenchResult;
import vitexplain.run.LatencyRow;

/** The timings as a table on the terminal. */
final class LatencySummary {
  private LatencySummary() {}

  static void print(BenchResult result, PrintWriter out) {
    out.printf(
        "%-18s %-26s %-7s %5s %-7s %20s %10s %9s%n",
        "benchmark", "model", "device", "batch", "mode", "ms per call", "ms/image", "x forward");
    for (LatencyRow row : result.rows()) {
      out.printf(
          Locale.ROOT,
          "%-18s %-26s %-7s %5d %-7s %20s %10.2f %9s%n",
          row.benchmark(),
          row.model(),
          row.device(),
          row.batch(),
          row.mode(),
          withError(row),
          row.scoreMs() / Math.max(1, row.batch()),
          Double.isNaN(row.ratioToForward())
              ? ""
              : String.format(Locale.ROOT, "%.2f", row.ratioToForward()));
    }
    result.notes().forEach((what, why) -> out.printf("%s: %s%n", what, why));
  }

  private static String withError(LatencyRow row) {
    return Double.isNaN(row.errorMs())
        ? String.format(Locale.ROOT, "%.2f", row.scoreMs())
        : String.format(Locale.ROOT, "%.2f +- %.2f", row.scoreMs(), row.errorMs());
  }
}
