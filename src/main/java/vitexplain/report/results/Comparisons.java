package vitexplain.report.results;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.SettledRow;

/**
 * What is known of the pairs that answer one question about the primary number: by tests, or, of a
 * study that may have ended before its images did, by the verdicts that this does not spoil.
 *
 * @param rows of that question; none if it was not asked
 * @param anytime whether these are such verdicts
 */
public record Comparisons(List<Comparison> rows, boolean anytime) {

  /**
   * A pair.
   *
   * @param difference mean of A minus B
   * @param n images of both
   * @param decided whether they are shown to differ
   * @param leastP least p value that so many images can give
   */
  public record Comparison(
      String methodA, String methodB, double difference, int n, boolean decided, double leastP) {

    private static Comparison of(PairRow row) {
      return new Comparison(
          row.methodA(), row.methodB(), row.difference(), row.n(), row.decided(), row.pHolmLeast());
    }

    private static Comparison of(SettledRow row) {
      return new Comparison(
          row.methodA(), row.methodB(), row.difference(), row.n(), row.isUnequal(), 0);
    }

    private Comparison turned() {
      return new Comparison(methodB, methodA, -difference, n, decided, leastP);
    }

    private boolean isOf(String a, String b) {
      return methodA.equals(a) && methodB.equals(b);
    }

    private boolean isBetter() {
      return decided && difference > 0;
    }

    private boolean canDecide() {
      return leastP < PairRow.LEVEL;
    }
  }

  public Comparisons {
    rows = List.copyOf(rows);
  }

  public static Comparisons of(Results results, String question) {
    List<Comparison> tested =
        results.pairs().stream()
            .filter(pair -> pair.question().equals(question))
            .filter(pair -> pair.metric().equals(Results.SRG))
            .filter(pair -> pair.fill().equals(results.primaryFill()))
            .map(Comparison::of)
            .toList();
    List<SettledRow> settled = results.settled();
    return settled.isEmpty()
        ? new Comparisons(tested, false)
        : new Comparisons(
            tested.stream().flatMap(pair -> verdict(settled, pair).stream()).toList(), true);
  }

  /** Empty for a control that is in no pair: a test would have to allow for the stopping. */
  private static Optional<Comparison> verdict(List<SettledRow> settled, Comparison pair) {
    return settled.stream()
        .map(Comparison::of)
        .filter(
            known ->
                known.isOf(pair.methodA(), pair.methodB())
                    || known.isOf(pair.methodB(), pair.methodA()))
        .map(known -> known.methodA().equals(pair.methodA()) ? known : known.turned())
        .findFirst();
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Methods that are shown to be better than the one they are compared with. */
  public List<String> better() {
    return rows.stream().filter(Comparison::isBetter).map(Comparison::methodA).toList();
  }

  /** Methods that are not. */
  public List<String> notBetter() {
    return rows.stream().filter(row -> !row.isBetter()).map(Comparison::methodA).toList();
  }

  /** What the first method of every row is not shown to differ from. */
  public List<String> undecided() {
    return rows.stream().filter(row -> !row.decided()).map(Comparison::methodB).toList();
  }

  /** Why no row could be decided, whatever the values; empty if one could. */
  public Optional<String> tooFew() {
    return rows.isEmpty() || rows.stream().anyMatch(Comparison::canDecide)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s too few to rank by: with %d comparisons no corrected p value can come out below 0.05 (least possible: %s).",
                images(rows.stream().mapToInt(Comparison::n).max().orElse(0)),
                rows.size(),
                Format.number(rows.stream().mapToDouble(Comparison::leastP).min().orElse(1), 3)));
  }

  private static String images(int n) {
    return n == 1 ? "One image is" : "n = " + n + " images are";
  }

  /** How the rows were tested, in brackets behind a claim. */
  public String test() {
    return anytime
        ? "(by confidence sequences, which hold whenever a study stops)"
        : String.format(
            Locale.ROOT,
            "(paired permutation test of the mean, Holm over %d comparison%s, 5 %%)",
            rows.size(),
            rows.size() == 1 ? "" : "s");
  }
}
