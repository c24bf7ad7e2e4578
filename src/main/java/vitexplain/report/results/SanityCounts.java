package vitexplain.report.results;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vitexplain.run.row.SanityRow;

/**
 * How many sanity checks of one method ended how, of those that could have ended otherwise.
 *
 * @param byVerdict number of checks, at least one each; what is {@code not applicable} or so {@code
 *     by construction} is left out
 * @param images that were checked
 */
public record SanityCounts(Map<String, Long> byVerdict, int images) {
  static final String PASS = "pass";

  private static final String NOT_APPLICABLE = "not applicable";

  /** Of a method's rows in {@code sanity.csv}. */
  public static SanityCounts of(String method, List<SanityRow> sanity) {
    List<SanityRow> rows =
        sanity.stream()
            .filter(row -> row.method().equals(method))
            .filter(row -> !row.verdict().equals(NOT_APPLICABLE))
            .filter(row -> !isByConstruction(row))
            .toList();
    return new SanityCounts(
        rows.stream()
            .collect(
                Collectors.groupingBy(SanityRow::verdict, TreeMap::new, Collectors.counting())),
        rows.stream().mapToInt(SanityRow::n).max().orElse(0));
  }

  /**
   * Whether the check could not have ended otherwise: a map that knows no class stays the same when
   * the class changes. Runs of earlier versions call it a pass.
   */
  public static boolean isByConstruction(SanityRow row) {
    return row.expected().equals(SanityRow.STAYS)
        && (row.verdict().equals(PASS) || row.verdict().equals(SanityRow.BY_CONSTRUCTION));
  }

  /** Whether no check could be made. */
  public boolean isEmpty() {
    return byVerdict.isEmpty();
  }

  /** Whether every check was passed. */
  public boolean allPassed() {
    return byVerdict.keySet().stream().allMatch(PASS::equals);
  }

  /** As in {@code 2 pass, 1 fail, 1 undecided}. */
  public String text() {
    return byVerdict.keySet().stream()
        .sorted((a, b) -> Boolean.compare(b.equals(PASS), a.equals(PASS)))
        .map(verdict -> byVerdict.get(verdict) + " " + verdict)
        .collect(Collectors.joining(", "));
  }
}
