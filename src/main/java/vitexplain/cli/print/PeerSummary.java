package vitexplain.cli.print;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import vitexplain.run.row.PeerRow;

/** Other programs beside ours, as a table on the terminal. */
final class PeerSummary {
  private static final List<String> HEADER =
      List.of(
          "peer",
          "ours",
          "model",
          "batch",
          "theirs s/image",
          "ours s/image",
          "theirs / ours",
          "difference");

  /** Columns that say what a row is. */
  private static final int KEYS = 4;

  private PeerSummary() {}

  /** Nothing where none were timed; why one was not stands below. */
  static void print(List<PeerRow> rows, PrintWriter out) {
    if (rows.isEmpty()) {
      return;
    }
    out.println();
    out.println(
        "Other programs in the same rounds: medians; theirs over ours with its interval (95 %"
            + " bootstrap over 4 rounds or more, else lowest and highest); largest difference of"
            + " their answer, scaled to 0 to 1");
    List<List<String>> cells =
        rows.stream().filter(PeerRow::isTimed).map(PeerSummary::cells).toList();
    if (!cells.isEmpty()) {
      new Columns(HEADER, cells, KEYS).lines().forEach(out::println);
    }
    rows.stream()
        .filter(Predicate.not(row -> row.notes().isEmpty()))
        .forEach(
            row ->
                out.printf(
                    Locale.ROOT,
                    "%s, %s, batch %d: %s%n",
                    row.peer(),
                    row.model(),
                    row.batch(),
                    row.notes()));
  }

  private static List<String> cells(PeerRow row) {
    return List.of(
        row.peer(),
        row.ours(),
        row.model(),
        Integer.toString(row.batch()),
        number("%.4f", row.seconds().median()),
        number("%.4f", row.oursSeconds()),
        number("%.2f", row.ratio().mean()) + interval(row.ratio()),
        number("%.1e", row.difference()));
  }

  private static String interval(PeerRow.Ratio ratio) {
    return Double.isFinite(ratio.low())
        ? " [" + number("%.2f", ratio.low()) + ", " + number("%.2f", ratio.high()) + "]"
        : "";
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
