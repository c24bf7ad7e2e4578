package vitexplain.report.results;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.SummaryRow;

/**
 * Which numbers of a table do not put a method above a map that knows nothing, in words: what the
 * random control reaches too is no merit.
 */
public final class AboveChance {
  /** More names than this are counted. */
  private static final int FEW = 4;

  private AboveChance() {}

  /** One sentence; nothing where every method's interval lies on the better side. */
  public static String sentence(Results results, String sheet, List<MetricColumn> columns) {
    String found =
        columns.stream()
            .flatMap(column -> notBetter(results, sheet, column).stream())
            .collect(Collectors.joining("; "));
    return found.isEmpty()
        ? ""
        : " Not shown to be better than the random control (intervals overlap, or lie on the worse "
            + "side): "
            + found
            + ".";
  }

  /**
   * Whether a metric with a direction shows no method to be better than the random control, though
   * the images are enough for intervals. Never of the primary number, which is the study's answer.
   */
  public static boolean tellsNone(Results results, MetricColumn column) {
    if (column.metric().equals(Results.SRG) || results.arrow(column.metric()).isEmpty()) {
      return false;
    }
    List<SummaryRow> methods =
        column.rows(results).stream()
            .filter(row -> !results.roster().isControl(row.method()))
            .filter(AboveChance::hasInterval)
            .toList();
    return !methods.isEmpty()
        && results
            .roster()
            .control(MethodRow.CHANCE)
            .flatMap(id -> column.row(results, id))
            .filter(AboveChance::hasInterval)
            .filter(
                control ->
                    methods.stream().noneMatch(row -> isBetter(results, row, control, column)))
            .isPresent();
  }

  private static boolean hasInterval(SummaryRow row) {
    return Double.isFinite(row.ciLow()) && Double.isFinite(row.ciHigh());
  }

  private static Optional<String> notBetter(Results results, String sheet, MetricColumn column) {
    Optional<SummaryRow> control =
        results.roster().control(MethodRow.CHANCE).flatMap(id -> column.row(results, id));
    boolean ranked = !results.arrow(column.metric()).isEmpty();
    if (control.isEmpty() || !ranked) {
      return Optional.empty();
    }
    List<String> methods =
        column.rows(results).stream()
            .map(SummaryRow::method)
            .filter(method -> !results.roster().isControl(method))
            .toList();
    List<String> found =
        column.rows(results).stream()
            .filter(row -> methods.contains(row.method()))
            .filter(row -> !isBetter(results, row, control.get(), column))
            .map(SummaryRow::method)
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String who =
        found.size() <= FEW
            ? String.join(", ", found)
            : found.size() + " of " + methods.size() + " methods";
    return Optional.of(column.title(sheet, "") + ": " + who);
  }

  private static boolean isBetter(
      Results results, SummaryRow row, SummaryRow control, MetricColumn column) {
    return results.isHigherBetter(column.metric())
        ? row.ciLow() > control.ciHigh()
        : row.ciHigh() < control.ciLow();
  }
}
