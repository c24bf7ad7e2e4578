package vitexplain.report.table;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vitexplain.report.results.Decisions;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.SettledRow;

/** When each pair of methods was decided, of a study that may end before its images do. */
public final class SettledTable {
  /** Its file. */
  public static final String NAME = "settled";

  private SettledTable() {}

  /** Earliest first, open pairs last; none of a study of every image. */
  static Optional<PaperTable> of(Results results) {
    return Decisions.of(results).map(SettledTable::table);
  }

  private static PaperTable table(Decisions decisions) {
    return new PaperTable(
        NAME,
        decisions.answer()
            + " "
            + decisions.saving()
            + " In brackets the confidence sequence of the difference after all images of both methods, wide enough to hold whenever one looks and for all pairs at once.",
        List.of("A", "B", "verdict on A", "decided at image", "A − B", "n (images)"),
        decisions.rows().stream().sorted(earliestFirst()).map(SettledTable::cells).toList(),
        Set.of());
  }

  private static Comparator<SettledRow> earliestFirst() {
    return Comparator.comparingInt(row -> row.decidedAt().orElse(Integer.MAX_VALUE));
  }

  private static List<String> cells(SettledRow row) {
    return List.of(
        row.methodA(),
        row.methodB(),
        row.verdict(),
        row.isDecided() ? "" + row.decidedAt().getAsInt() : Format.NONE,
        Format.interval(row.difference(), row.low(), row.high()),
        "" + row.n());
  }
}
