package vitexplain.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.PairRow;

/** Methods compared on the same images, a table for each question. */
public final class PairTables {

  /** A question, its table and what it asks. */
  private enum Question {
    CONTROL(PairRow.CONTROL, "pairs-control", "Each method against the random control"),
    CENTRE(PairRow.CENTRE, "pairs-centre", "Each method against a blob in the middle"),
    BEST(PairRow.BEST, "pairs-best", "The highest mean against each other method"),
    ALL(PairRow.ALL, "pairs", "Every pair of methods");

    private final String id;
    private final String table;
    private final String title;

    Question(String id, String table, String title) {
      this.id = id;
      this.table = table;
      this.title = title;
    }
  }

  private PairTables() {}

  /** None without comparisons. */
  static List<PaperTable> of(Results results) {
    List<PaperTable> tables = new ArrayList<>();
    for (Question question : Question.values()) {
      List<PairRow> rows =
          results.pairs().stream().filter(row -> row.question().equals(question.id)).toList();
      if (!rows.isEmpty()) {
        tables.add(table(results, question, rows));
      }
    }
    return tables;
  }

  /** Folded, a question each. */
  public static String html(List<PaperTable> tables) {
    StringBuilder html = new StringBuilder();
    for (Question question : Question.values()) {
      tables.stream()
          .filter(table -> table.name().equals(question.table))
          .forEach(table -> html.append(Html.folded(question.title, Html.table(table))));
    }
    return html.toString();
  }

  private static PaperTable table(Results results, Question question, List<PairRow> rows) {
    return new PaperTable(
        question.table,
        question.title
            + ", paired over the same images. The interval is of this difference alone and asks how large it is. p is a paired permutation test and asks whether the mean difference is chance; p (Holm) is corrected for all rows of one metric in this table. p (Wilcoxon) asks whether the typical image differs, not the mean, and is not corrected."
            + disagreement(rows)
            + tooFew(rows),
        List.of("A", "B", "metric", "A − B [95 %]", "n (images)", "p", "p (Holm)", "p (Wilcoxon)"),
        rows.stream().map(PairTables::cells).toList(),
        IntStream.range(0, rows.size())
            .filter(i -> results.roster().isControl(rows.get(i).methodB()))
            .boxed()
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static List<String> cells(PairRow row) {
    return List.of(
        row.methodA(),
        row.methodB(),
        row.fill().isEmpty() ? row.metric() : row.metric() + ", " + row.fill(),
        Format.interval(row.difference(), row.ciLow(), row.ciHigh()),
        "" + row.n(),
        Format.p(row.p()),
        Format.p(row.pHolm()),
        Format.p(row.pWilcoxon()));
  }

  /** Both are right: one pair alone, and one of many. */
  private static String disagreement(List<PairRow> rows) {
    long count =
        rows.stream()
            .filter(row -> Double.isFinite(row.ciLow()) && Double.isFinite(row.ciHigh()))
            .filter(row -> row.decided() != (row.ciLow() > 0 || row.ciHigh() < 0))
            .count();
    return count == 0
        ? ""
        : String.format(
            Locale.ROOT,
            " In %d of %d rows the two disagree: one looks at a single pair, the other guards against one find among many.",
            count,
            rows.size());
  }

  private static String tooFew(List<PairRow> rows) {
    Set<String> metrics =
        rows.stream()
            .filter(row -> !row.canDecide())
            .map(PairRow::metric)
            .collect(Collectors.toUnmodifiableSet());
    return metrics.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            " With so few images no p (Holm) of %s can come out below 0.05, whatever the values.",
            metrics.stream().sorted().collect(Collectors.joining(" and ")));
  }
}
