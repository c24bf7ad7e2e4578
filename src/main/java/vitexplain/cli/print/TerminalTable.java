package vitexplain.cli.print;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vitexplain.statistics.Estimate;

/** Methods by metrics, in columns that fit a terminal. */
final class TerminalTable {
  private static final String NO_INTERVAL = "[n too small]";

  private TerminalTable() {}

  /** A row for each method under the metrics' names. */
  static void print(Map<String, Map<String, String>> table, List<String> columns, PrintWriter out) {
    print(table, columns, true, out);
  }

  /**
   * @param named whether the columns' names come first
   */
  static void print(
      Map<String, Map<String, String>> table,
      List<String> columns,
      boolean named,
      PrintWriter out) {
    if (named) {
      out.printf(Locale.ROOT, "%-18s", "");
      columns.forEach(column -> out.printf(Locale.ROOT, " %-22s", column));
      out.println();
    }
    table.forEach(
        (method, cells) -> {
          out.printf(Locale.ROOT, "%-18s", method);
          columns.forEach(
              column -> out.printf(Locale.ROOT, " %-22s", cells.getOrDefault(column, "")));
          out.println();
        });
    boolean without =
        table.values().stream()
            .anyMatch(cells -> cells.values().stream().anyMatch(c -> c.endsWith(NO_INTERVAL)));
    if (without) {
      out.printf(
          Locale.ROOT,
          "%s: a 95 %% interval needs a value of at least %d images%n",
          NO_INTERVAL,
          Estimate.FEWEST_IMAGES);
    }
  }

  /** Few images have no interval; the cell says so. */
  static String cell(double mean, double low, double high) {
    return Double.isNaN(low)
        ? String.format(Locale.ROOT, "%.3f", mean) + (Double.isNaN(mean) ? "" : " " + NO_INTERVAL)
        : String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", mean, low, high);
  }
}
