package vitexplain.report.results;

import java.util.List;
import java.util.Locale;
import vitexplain.run.row.LatencyRow;

/** How often the times of a figure were measured, for its title. */
public final class Repeats {
  private Repeats() {}

  /** As in {@code ; n = 3 processes, 9 iterations}; nothing where that is not known. */
  public static String of(List<LatencyRow> rows) {
    int forks = rows.stream().mapToInt(row -> row.repeats().forks()).min().orElse(0);
    long samples = rows.stream().mapToLong(row -> row.repeats().samples()).min().orElse(0);
    return forks == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; n = %d %s, %d %s",
            forks,
            forks == 1 ? "process" : "processes",
            samples,
            samples == 1 ? "iteration" : "iterations");
  }
}
