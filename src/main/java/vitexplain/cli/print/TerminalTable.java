package vitexplain.cli.print;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import vitexplain.statistics.Estimate;

/** Methods by metrics, in columns that fit a terminal. */
final class TerminalTable {
  private static final String NO_INTERVAL = "[n too small]";

  private TerminalTable() {}

  /** A row for each method under the metrics' names. */
  static void print(Map<String, Map<String, String>> table, List<String> columns, PrintWriter out) {
    List<String> header = Stream.concat(Stream.of(""), columns.stream()).toList();
    List<List<String>> rows =
        table.entrySet().stream()
            .map(
                row ->
                    Stream.concat(
                            Stream.of(row.getKey()),
                            columns.stream().map(c -> row.getValue().getOrDefault(c, "")))
                        .toList())
            .toList();
    new Columns(header, rows, 1).lines().forEach(out::println);
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
