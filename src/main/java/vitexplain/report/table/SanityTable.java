package vitexplain.report.table;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vitexplain.report.chart.Roster;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.report.results.SanityCounts;
import vitexplain.run.row.SanityRow;

/** Passed and failed checks, method by check; controls last. */
public final class SanityTable {
  public static final String NAME = "sanity";

  private SanityTable() {}

  public static Optional<PaperTable> of(Results results) {
    Roster roster = results.roster();
    List<SanityRow> rows = results.folder().table(SanityRow.SCHEMA).readIfPresent();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<String> checks = rows.stream().map(SanityRow::check).distinct().toList();
    List<String> methods =
        rows.stream().map(SanityRow::method).distinct().sorted(roster.controlsLast()).toList();
    Set<Integer> controls =
        IntStream.range(0, methods.size())
            .filter(i -> roster.isControl(methods.get(i)))
            .boxed()
            .collect(Collectors.toUnmodifiableSet());
    int images = rows.stream().mapToInt(SanityRow::n).max().orElse(0);
    return Optional.of(
        new PaperTable(
            NAME,
            "Sanity checks: verdict and mean rank correlation of the map before and after the change "
                + "[95 % bootstrap interval over images], n = "
                + images
                + " images. A map that must change passes where its whole interval lies below 0.5. "
                + "A map that knows no class is the same for every class by construction: such a "
                + "check could not fail and counts for nothing.",
            Stream.concat(Stream.of("method"), checks.stream()).toList(),
            methods.stream().map(method -> row(results, method, checks, rows)).toList(),
            controls));
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
