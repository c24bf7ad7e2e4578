package vitexplain.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import vitexplain.run.SummaryRow;

/**
 * Which columns of a table do not tell methods from a map that knows nothing, in words: a number
 * that the random control reaches too is no merit.
 */
final class Discernment {
  private static final String CONTROL = "random";

  private Discernment() {}

  /** One sentence, or nothing where every method's interval lies apart from the control's. */
  static String sentence(Results results, String sheet, List<MetricColumn> columns) {
    String found =
        columns.stream()
            .flatMap(column -> overlap(results, sheet, column).stream())
            .collect(Collectors.joining("; "));
    return found.isEmpty()
        ? ""
        : " Methods whose interval overlaps that of the random control, so that this number does "
            + "not tell them from it: "
            + found
            + ".";
  }

  private static Optional<String> overlap(Results results, String sheet, MetricColumn column) {
    Optional<SummaryRow> control = column.row(results, CONTROL);
    if (control.isEmpty()) {
      return Optional.empty();
    }
    List<SummaryRow> methods =
        column.rows(results).stream().filter(row -> !Controls.contain(row.method())).toList();
    List<String> overlapping =
        methods.stream()
            .filter(row -> overlap(row, control.get()))
            .map(SummaryRow::method)
            .toList();
    if (overlapping.isEmpty()) {
      return Optional.empty();
    }
    boolean all = overlapping.size() == methods.size();
    String who =
        all && methods.size() > 1
            ? "all " + methods.size() + " methods"
            : String.join(", ", overlapping);
    return Optional.of(column.title(sheet, "") + ": " + who);
  }

  private static boolean overlap(SummaryRow a, SummaryRow b) {
    return a.ciLow() <= b.ciHigh() && b.ciLow() <= a.ciHigh();
  }
}
