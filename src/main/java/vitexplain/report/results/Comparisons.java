package vitexplain.report.results;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.run.row.PairRow;

/**
 * The tests that answer one question about the primary number.
 *
 * @param rows of that question; none if it was not asked
 */
public record Comparisons(List<PairRow> rows) {

  public static Comparisons of(Results results, String question) {
    return new Comparisons(
        results.pairs().stream()
            .filter(pair -> pair.question().equals(question))
            .filter(pair -> pair.metric().equals(Results.SRG))
            .filter(pair -> pair.fill().equals(results.primaryFill()))
            .toList());
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Methods that are shown to be better than the one they are compared with. */
  public List<String> better() {
    return rows.stream().filter(Comparisons::isBetter).map(PairRow::methodA).toList();
  }

  /** Methods that are not. */
  public List<String> notBetter() {
    return rows.stream().filter(row -> !isBetter(row)).map(PairRow::methodA).toList();
  }

  /** What the first method of every row is not shown to differ from. */
  public List<String> undecided() {
    return rows.stream().filter(row -> !row.decided()).map(PairRow::methodB).toList();
  }

  private static boolean isBetter(PairRow row) {
    return row.decided() && row.difference() > 0;
  }

  /** Why no row could be decided, whatever the values; empty if one could. */
  public Optional<String> tooFew() {
    return rows.isEmpty() || rows.stream().anyMatch(PairRow::canDecide)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s too few to rank by: with %d comparisons no corrected p value can come out below 0.05 (least possible: %s).",
                images(rows.stream().mapToInt(PairRow::n).max().orElse(0)),
                rows.size(),
                Format.number(rows.stream().mapToDouble(PairRow::pHolmLeast).min().orElse(1), 3)));
  }

  private static String images(int n) {
    return n == 1 ? "One image is" : "n = " + n + " images are";
  }

  /** How the rows were tested, in brackets behind a claim. */
  public String test() {
    return String.format(
        Locale.ROOT,
        "(paired permutation test of the mean, Holm over %d comparison%s, 5 %%)",
        rows.size(),
        rows.size() == 1 ? "" : "s");
  }
}
