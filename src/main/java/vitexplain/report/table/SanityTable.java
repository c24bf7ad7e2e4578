package vitexplain.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.report.results.SanityCounts;
import vitexplain.run.row.SanityRow;

/**
 * Passed and failed checks, method by check; controls last. Methods that see no class stand apart.
 * Some checks ask for a change that their maps cannot show.
 */
public final class SanityTable {
  public static final String NAME = "sanity";
  public static final String AGNOSTIC = "sanity-agnostic";

  private SanityTable() {}

  /** Class-specific methods, then those that see no class; none of either without checks. */
  public static List<PaperTable> of(Results results) {
    List<SanityRow> rows = results.folder().table(SanityRow.SCHEMA).readIfPresent();
    Map<Boolean, List<String>> methods =
        rows.stream()
            .map(SanityRow::method)
            .distinct()
            .sorted(results.roster().controlsLast())
            .collect(Collectors.partitioningBy(results.roster()::isSpecific));
    List<PaperTable> tables = new ArrayList<>();
    for (boolean specific : new boolean[] {true, false}) {
      if (!methods.get(specific).isEmpty()) {
        tables.add(table(results, specific, methods.get(specific), rows));
      }
    }
    return tables;
  }

  private static PaperTable table(
      Results results, boolean specific, List<String> methods, List<SanityRow> rows) {
    List<String> checks = rows.stream().map(SanityRow::check).distinct().toList();
    Set<Integer> controls =
        IntStream.range(0, methods.size())
            .filter(i -> results.roster().isControl(methods.get(i)))
            .boxed()
            .collect(Collectors.toUnmodifiableSet());
    return new PaperTable(
        specific ? NAME : AGNOSTIC,
        caption(specific, rows.stream().mapToInt(SanityRow::n).max().orElse(0)),
        Stream.concat(Stream.of("method"), checks.stream()).toList(),
        methods.stream().map(method -> row(results, method, checks, rows)).toList(),
        controls);
  }

  private static String caption(boolean specific, int images) {
    return "Sanity checks of "
        + (specific ? "class-specific methods" : "methods that see no class")
        + ": verdict and mean rank correlation of the map before and after the change "
        + "[95 % bootstrap interval over images], n = "
        + images
        + " images. A map that must change passes where its whole interval lies below 0.5."
        + (specific
            ? ""
            : " A map that knows no class is the same for every class by construction: such a "
                + "check could not fail and counts for nothing.");
  }

  private static List<String> row(
      Results results, String method, List<String> checks, List<SanityRow> rows) {
    Stream<String> cells = checks.stream().map(check -> cell(method, check, rows));
    return Stream.concat(Stream.of(Tables.label(results, method)), cells).toList();
  }

  private static String cell(String method, String check, List<SanityRow> rows) {
    return rows.stream()
        .filter(row -> row.method().equals(method) && row.check().equals(check))
        .findFirst()
        .map(SanityTable::cell)
        .orElse(Format.NONE);
  }

  private static String cell(SanityRow row) {
    if (row.n() == 0) {
      return row.verdict();
    }
    String verdict = SanityCounts.isByConstruction(row) ? SanityRow.BY_CONSTRUCTION : row.verdict();
    return verdict + " " + Format.interval(row.similarity(), row.ciLow(), row.ciHigh());
  }
}
