package vitexplain.cli.print;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import vitexplain.comparison.ComparisonRow;
import vitexplain.comparison.RunComparison;
import vitexplain.comparison.Verdict;
import vitexplain.report.table.PaperTable;

/** Two runs against each other on the terminal: what differs around them, tables, the verdict. */
public final class ComparisonSummary {
  private static final String NONE = "-";

  /** Below it three decimals are fewer than two digits. */
  private static final double SMALL = 0.01;

  private ComparisonSummary() {}

  /**
   * Prints all of it.
   *
   * @param tolerance share by which a time may be longer
   */
  public static void print(
      RunComparison comparison, Path first, Path second, double tolerance, PrintWriter out) {
    out.println("A: " + first);
    out.println("B: " + second);
    comparison.remarks().forEach(out::println);
    comparison.obstacles().forEach(reason -> out.println("not compared: " + reason));
    table("Times in ms of a call", "B / A", true, comparison, out);
    table("Scores, means over images", "B - A", false, comparison, out);
    out.println();
    out.println(verdict(comparison, tolerance));
    if (comparison.dependsOnIterations()) {
      out.println(
          "Slower times are judged by the iterations of one process, which do not show how a machine"
              + " is slower for minutes at a time. Bench both with several processes to be sure.");
    }
  }

  private static void table(
      String caption, String effect, boolean time, RunComparison comparison, PrintWriter out) {
    List<ComparisonRow> rows =
        comparison.rows().stream().filter(row -> row.isTime() == time).toList();
    if (rows.isEmpty()) {
      return;
    }
    Map<String, Function<ComparisonRow, String>> columns = new LinkedHashMap<>();
    columns.put("measure", ComparisonRow::measure);
    columns.put("method", ComparisonRow::method);
    columns.put("fill", ComparisonRow::fill);
    columns.put("model", ComparisonRow::model);
    columns.put("device", ComparisonRow::device);
    columns.put("dtype", ComparisonRow::dtype);
    columns.put("batch", ComparisonRow::batch);
    columns.put("threads", ComparisonRow::threads);
    columns.put("mode", ComparisonRow::mode);
    columns.put("noise from", ComparisonRow::basis);
    List<String> common = new ArrayList<>();
    List.copyOf(columns.keySet())
        .forEach(
            name ->
                common(rows, columns.get(name))
                    .filter(value -> !name.equals("measure"))
                    .ifPresent(
                        value -> {
                          columns.remove(name);
                          if (!value.isEmpty()) {
                            common.add(name + " " + value);
                          }
                        }));
    columns.put("A", row -> number(row.a()));
    columns.put("B", row -> number(row.b()));
    columns.put(effect + " [95 %]", ComparisonSummary::effect);
    columns.put("n", row -> row.nA() == row.nB() ? "" + row.nA() : row.nA() + "/" + row.nB());
    columns.put("p (Holm)", row -> p(row.pHolm()));
    columns.put("verdict", ComparisonRow::verdict);
    String all = common.isEmpty() ? "" : "; all: " + String.join(", ", common);
    out.println();
    PlainTable.print(
        new PaperTable(
            "",
            caption + all,
            List.copyOf(columns.keySet()),
            rows.stream()
                .map(row -> columns.values().stream().map(column -> column.apply(row)).toList())
                .toList(),
            Set.of(),
            Optional.empty()),
        out);
  }

  /** What all rows have in this column, if it is one thing. */
  private static Optional<String> common(
      List<ComparisonRow> rows, Function<ComparisonRow, String> column) {
    List<String> values = rows.stream().map(column).distinct().toList();
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  private static String effect(ComparisonRow row) {
    String value = number(row.effect());
    return Double.isNaN(row.ciLow())
        ? value
        : value + " [" + number(row.ciLow()) + ", " + number(row.ciHigh()) + "]";
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    boolean small = value != 0 && Math.abs(value) < SMALL;
    return String.format(Locale.ROOT, small ? "%.2g" : "%.3f", value);
  }

  private static String p(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    return value < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String verdict(RunComparison comparison, double tolerance) {
    List<String> found = new ArrayList<>();
    if (comparison.rows().stream().anyMatch(ComparisonRow::isTime)) {
      found.add(
          String.format(
              Locale.ROOT,
              "%d of %d times are slower by more than %s %%",
              comparison.count(true, Verdict.WORSE),
              judged(comparison, true),
              percent(tolerance)));
    }
    if (!comparison.rows().stream().allMatch(ComparisonRow::isTime)) {
      found.add(
          String.format(
              Locale.ROOT,
              "%d of %d scores are worse",
              comparison.count(false, Verdict.WORSE),
              judged(comparison, false)));
    }
    long untold =
        comparison.count(true, Verdict.TOO_FEW) + comparison.count(false, Verdict.TOO_FEW);
    String few =
        untold == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " %d more have too few processes, iterations or images to tell.",
                untold);
    String start = comparison.isWorse() ? "B is worse: " : "B is not shown to be worse: ";
    return start + String.join(", ", found) + "." + few;
  }

  private static long judged(RunComparison comparison, boolean time) {
    long all = comparison.rows().stream().filter(row -> row.isTime() == time).count();
    return all - comparison.count(time, Verdict.TOO_FEW) - comparison.count(time, Verdict.MACHINE);
  }

  private static String percent(double share) {
    String text = String.format(Locale.ROOT, "%.2f", 100 * share);
    return text.replaceFirst("\\.?0+$", "");
  }
}
