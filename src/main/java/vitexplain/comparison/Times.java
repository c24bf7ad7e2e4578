package vitexplain.comparison;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vitexplain.latency.LatencyTable;
import vitexplain.latency.jmh.Timing;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.PairRow;
import vitexplain.statistics.Measured;
import vitexplain.statistics.Welch;

/**
 * The times of both folders, of the same benchmark, method, model, device, element type, batch,
 * number of threads and mode.
 *
 * <p>The noise is the spread between processes where both folders have several, since a process
 * differs from the next by more than its own iterations do. Else it is JMH's error, from the
 * iterations of one process.
 */
final class Times {
  static final String PROCESSES = "processes";
  static final String ITERATIONS = "iterations";

  /** Of the interval whose half-width JMH gives. */
  private static final double JMH_LEVEL = 0.999;

  /** Benchmarks that run none of this program. */
  private static final String MACHINE = "gemm-";

  private Times() {}

  /** The times of one folder by what they are of. */
  record Timed(LatencyRow row, List<Double> rounds) {
    boolean hasProcesses() {
      return rounds.size() > 1;
    }

    long n(boolean processes) {
      return processes ? rounds.size() : row.repeats().samples();
    }

    Measured measured(boolean processes) {
      return processes
          ? Measured.of(rounds.stream().mapToDouble(ms -> ms).toArray())
          : Measured.ofInterval(row.scoreMs(), row.errorMs(), JMH_LEVEL, row.repeats().samples());
    }
  }

  /** In the file's order. */
  static Map<Map<String, String>, Timed> of(Side side) {
    Map<Map<String, String>, Timed> times = new LinkedHashMap<>();
    side.rows(side.folder().table(LatencyRow.SCHEMA))
        .forEach(row -> times.put(Finding.subject(row), new Timed(row, List.of())));
    if (!times.isEmpty() && Files.exists(side.folder().jmh())) {
      for (Timing timing : LatencyTable.read(side.folder().jmh()).timings()) {
        times.computeIfPresent(
            Finding.subject(timing.row()),
            (key, known) -> new Timed(known.row(), timing.roundMs()));
      }
    }
    return times;
  }

  /** Of what both have, in the first one's order. */
  static List<Finding> findings(
      Map<Map<String, String>, Timed> first, Map<Map<String, String>, Timed> second) {
    List<Finding> findings = new ArrayList<>();
    first.forEach(
        (subject, a) -> {
          Timed b = second.get(subject);
          if (b != null && a.row().scoreMs() > 0 && b.row().scoreMs() > 0) {
            findings.add(finding(subject, a, b));
          }
        });
    return findings;
  }

  /**
   * A caution where products of matrices alone, which run none of this program, took longer or
   * shorter than the tolerance: the machine, or its library, is not what it was.
   */
  static List<String> machine(List<Finding> findings, double tolerance) {
    return findings.stream()
        .filter(f -> !f.judged() && f.contrast().p() < PairRow.LEVEL)
        .filter(f -> Math.abs(Math.log(f.contrast().value())) > Math.log1p(tolerance))
        .map(
            f ->
                String.format(
                    Locale.ROOT,
                    "caution: products of matrices alone took %.2f of the time (%s): the machine"
                        + " or its library was not the same, and every time below has that in it",
                    f.contrast().value(),
                    Finding.words(f.subject())))
        .toList();
  }

  private static Finding finding(Map<String, String> subject, Timed a, Timed b) {
    boolean processes = a.hasProcesses() && b.hasProcesses();
    Measured before = a.measured(processes);
    Measured now = b.measured(processes);
    return new Finding(
        subject,
        before.mean(),
        now.mean(),
        Welch.ratio(before, now),
        a.n(processes),
        b.n(processes),
        processes ? PROCESSES : ITERATIONS,
        0,
        true,
        !a.row().benchmark().startsWith(MACHINE));
  }
}
