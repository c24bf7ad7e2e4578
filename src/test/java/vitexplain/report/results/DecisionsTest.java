package vitexplain.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import vitexplain.run.row.SettledRow;

/** What is said of a study that may end before its images do. */
class DecisionsTest {

  private static SettledRow row(String a, String b, String verdict, int at) {
    OptionalInt decided = at > 0 ? OptionalInt.of(at) : OptionalInt.empty();
    return new SettledRow(a, b, "srg", "drop", verdict, decided, 0.1, 0.05, 0.15, 20);
  }

  private static Decisions of(List<SettledRow> rows, double margin, double passes) {
    boolean settled = rows.stream().allMatch(SettledRow::isDecided);
    return new Decisions(rows, 40, 200, settled, margin, 100, 400, passes);
  }

  private static final List<SettledRow> SETTLED =
      List.of(
          row("a", "b", SettledRow.HIGHER, 12),
          row("a", "c", SettledRow.LOWER, 40),
          row("b", "c", SettledRow.EQUIVALENT, 30));

  @Test
  void verdictsAreCountedByKind() {
    assertThat(of(SETTLED, 0.1, 1000).answer())
        .isEqualTo(
            "After 40 of 200 images 3 of 3 pairs of methods are decided: 2 different, 1 equivalent within 0.1.");
  }

  @Test
  void openPairsAreNamedAFewOfThem() {
    List<SettledRow> rows = new ArrayList<>(List.of(row("a", "b", SettledRow.HIGHER, 12)));
    for (String other : List.of("c", "d", "e", "f")) {
      rows.add(row("a", other, SettledRow.OPEN, 0));
    }
    assertThat(of(rows, 0, 1000).answer())
        .isEqualTo(
            "After 40 of 200 images 1 of 5 pairs of methods are decided: 1 different. Open: a and c; a and d; a and e and 1 more.");
  }

  @Test
  void whatWasSavedIsTheRestOfTheMapsAtTheirCost() {
    assertThat(of(SETTLED, 0.1, 1000).saving())
        .isEqualTo(
            "Measured 100 of 400 maps, a method on an image each: 25 % of a study of every image, which saved about 3,000 forward passes.");
    assertThat(of(SETTLED, 0.1, Double.NaN).saving()).endsWith("of a study of every image.");
  }

  @Test
  void aMethodIsMeasuredUntilItsLastPairIsDecided() {
    assertThat(SettledRow.measured(SETTLED, "a", 40)).isEqualTo(40);
    assertThat(SettledRow.measured(SETTLED, "b", 40)).isEqualTo(30);
    assertThat(SettledRow.measured(SETTLED, "centre", 40)).isEqualTo(40);
    assertThat(SettledRow.measured(List.of(row("a", "b", SettledRow.OPEN, 0)), "a", 40))
        .isEqualTo(40);
  }
}
