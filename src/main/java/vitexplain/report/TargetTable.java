package vitexplain.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vitexplain.run.TargetRow;

/** What was meant to be reached, and what was. */
final class TargetTable {
  static final String NAME = "targets";

  /** In words; a quantity not named here is shown as the file spells it. */
  private static final Map<String, String> QUANTITIES =
      Map.of(
          "ratio_to_forward", "time ÷ forward",
          "ratio_to_fastest_gemm_floor", "time ÷ its matrix products",
          "further_class_to_forward", "each further class ÷ forward",
          "peak_rss_mb", "peak memory, MB");

  /** From here on decimals say nothing. */
  private static final double LARGE = 100;

  private TargetTable() {}

  /** None without {@code targets.csv}. */
  static Optional<PaperTable> of(Results results) {
    List<TargetRow> rows = results.folder().table(TargetRow.SCHEMA).readIfPresent();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    long met = rows.stream().filter(TargetRow::met).count();
    return Optional.of(
        new PaperTable(
            NAME,
            String.format(
                Locale.ROOT,
                "Targets set before the run, met: %d of %d. Measured: median over processes [lowest, highest]; of a peak, the highest. A control has no target: it costs what its forward pass costs.",
                met,
                rows.size()),
            List.of(
                "benchmark",
                "model",
                "batch",
                "quantity",
                "at most",
                "measured",
                "n (processes)",
                "target"),
            rows.stream().map(TargetTable::cells).toList(),
            Set.of()));
  }

  private static List<String> cells(TargetRow row) {
    return List.of(
        row.benchmark(),
        row.model(),
        "" + row.batch(),
        QUANTITIES.getOrDefault(row.quantity(), row.quantity()),
        number(row.target()),
        String.format(
            Locale.ROOT,
            "%s [%s, %s]",
            number(row.measured()),
            number(row.low()),
            number(row.high())),
        "" + row.forks(),
        row.met() ? "✓ met" : "✗ missed");
  }

  private static String number(double value) {
    return Format.number(value, Math.abs(value) < LARGE ? 3 : 0);
  }
}
