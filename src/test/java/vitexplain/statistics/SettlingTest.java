package vitexplain.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import vitexplain.statistics.SequentialComparison.Verdict;
import vitexplain.statistics.Settling.Pair;

/** Methods leave one after the other, each once nothing about it is open. */
class SettlingTest {
  private static final Pair GOOD_BAD = new Pair("good", "bad");
  private static final Pair GOOD_TWIN = new Pair("good", "twin");
  private static final Pair BAD_TWIN = new Pair("bad", "twin");
  private static final List<Pair> PAIRS = List.of(GOOD_BAD, GOOD_TWIN, BAD_TWIN);
  private static final int MOST_IMAGES = 2000;

  private static Map<String, Double> image(SplittableRandom random) {
    double shared = 0.4 * random.nextDouble();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("good", shared + 0.5 + 0.02 * random.nextDouble());
    values.put("twin", shared + 0.5 + 0.02 * random.nextDouble());
    values.put("bad", shared - 0.5 * random.nextDouble());
    return values;
  }

  private static Settling settled(double margin) {
    SplittableRandom random = new SplittableRandom(4);
    Settling settling = Settling.of(PAIRS, ValueRange.SIGNED, 0.05, margin);
    while (!settling.isSettled() && settling.images() < MOST_IMAGES) {
      settling = settling.after(image(random));
    }
    return settling;
  }

  @Test
  void pairsAreDecidedOneByOneAndTheRunEndsWithTheLast() {
    Settling end = settled(0.1);
    assertThat(end.isSettled()).isTrue();
    assertThat(end.comparisons().get(GOOD_BAD).verdict()).isEqualTo(Verdict.HIGHER);
    assertThat(end.comparisons().get(BAD_TWIN).verdict()).isEqualTo(Verdict.LOWER);
    assertThat(end.comparisons().get(GOOD_TWIN).verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(end.decidedAt().get(GOOD_BAD)).isLessThan(end.images());
    assertThat(end.decidedAt().get(GOOD_TWIN)).isEqualTo(end.images()).isLessThan(MOST_IMAGES);
  }

  @Test
  void withoutAMarginAlikeMethodsStayOpenAndTheOthersLeave() {
    Settling end = settled(0);
    assertThat(end.images()).isEqualTo(MOST_IMAGES);
    assertThat(end.open()).containsExactly(GOOD_TWIN);
    assertThat(end.isOpen("good")).isTrue();
    assertThat(end.isOpen("twin")).isTrue();
    assertThat(end.isOpen("bad")).isFalse();
  }

  @Test
  void imageThatAMethodHasNoValueOfLeavesItsPairsAsTheyAre() {
    Settling before = Settling.of(PAIRS, ValueRange.SIGNED, 0.05, 0);
    Settling after = before.after(Map.of("good", 0.9, "bad", 0.1, "twin", Double.NaN));
    assertThat(after.images()).isEqualTo(1);
    assertThat(after.comparisons().get(GOOD_BAD).n()).isEqualTo(1);
    assertThat(after.comparisons().get(GOOD_TWIN)).isEqualTo(before.comparisons().get(GOOD_TWIN));
    assertThat(after.comparisons().get(BAD_TWIN).n()).isZero();
  }

  @Test
  void evidenceIsSharedOverThePairs() {
    double alone =
        Settling.of(List.of(GOOD_BAD), ValueRange.SIGNED, 0.06, 0)
            .comparisons()
            .get(GOOD_BAD)
            .sequence()
            .alpha();
    double shared =
        Settling.of(PAIRS, ValueRange.SIGNED, 0.06, 0)
            .comparisons()
            .get(GOOD_BAD)
            .sequence()
            .alpha();
    assertThat(alone).isEqualTo(0.06);
    assertThat(shared).isEqualTo(0.02);
  }
}
