package vitexplain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import vitexplain.statistics.Welch.Contrast;

/** Against scipy.stats.ttest_ind(equal_var=False) and ttest_ind_from_stats of SciPy 1.17.1. */
class WelchTest {
  private static final double ROUNDING = 1e-9;

  private static final Measured A = Measured.of(10.1, 10.4, 9.9);
  private static final Measured B = Measured.of(11.2, 11.0, 11.9, 11.5);

  @Test
  void theDifferenceIsThatOfScipy() {
    Contrast found = Welch.difference(A, B);
    assertThat(found.value()).isCloseTo(11.4 - 30.4 / 3, within(ROUNDING));
    assertThat(found.p()).isCloseTo(0.0035663008260660607, within(ROUNDING));
    assertThat(found.low()).isCloseTo(0.6383432076790492, within(ROUNDING));
    assertThat(found.high()).isCloseTo(1.8949901256542858, within(ROUNDING));
  }

  @Test
  void anIntervalGivesItsStandardErrorBack() {
    // scipy.stats.t.ppf(0.9995, 4)
    Measured five = Measured.ofInterval(11.4, 0.5 * 8.610301581379522, 0.999, 5);
    assertThat(five.error()).isCloseTo(0.5, within(ROUNDING));
    assertThat(five.degrees()).isEqualTo(4);
    Contrast found = Welch.difference(new Measured(10, 0.2, 7), five);
    assertThat(found.p()).isCloseTo(0.04561925635808527, within(ROUNDING));
  }

  @Test
  void aRatioIsThatOfLogarithmsAndTurnsAround() {
    Contrast ratio = Welch.ratio(A, B);
    Contrast back = Welch.ratio(B, A);
    assertThat(ratio.value()).isCloseTo(11.4 * 3 / 30.4, within(ROUNDING));
    assertThat(back.low()).isCloseTo(1 / ratio.high(), within(ROUNDING));
    assertThat(back.high()).isCloseTo(1 / ratio.low(), within(ROUNDING));
    assertThat(back.p()).isCloseTo(ratio.p(), within(ROUNDING));
    Measured scaled = new Measured(1000 * B.mean(), 1000 * B.error(), B.degrees());
    assertThat(Welch.ratio(A, scaled).low()).isCloseTo(1000 * ratio.low(), within(1e-6));
  }

  @Test
  void whatHasNoErrorHasNoTest() {
    Contrast single = Welch.ratio(Measured.of(10), B);
    assertThat(single.value()).isCloseTo(1.14, within(ROUNDING));
    assertThat(single.low()).isNaN();
    assertThat(single.p()).isNaN();
    assertThat(Measured.ofInterval(1, 0.1, 0.95, 1).error()).isNaN();
    assertThat(Measured.ofInterval(1, Double.NaN, 0.95, 9).error()).isNaN();
    assertThatThrownBy(Measured::of).hasMessage("no values; expected at least 1");
  }

  @Test
  void withoutAnySpreadOnlyEqualMeansAreEqual() {
    Measured one = Measured.of(1, 1);
    assertThat(Welch.difference(one, one).p()).isOne();
    assertThat(Welch.difference(one, Measured.of(2, 2)).p()).isZero();
  }

  /** Of three processes on either side; with so few the test keeps below its level. */
  @Test
  void timesThatAreAlikeAreRarelyFoundDifferent() {
    Random random = new Random(1);
    int studies = 20_000;
    int found = 0;
    for (int i = 0; i < studies; i++) {
      found += Welch.ratio(times(random, 0.01), times(random, 0.03)).p() < 0.05 ? 1 : 0;
    }
    assertThat((double) found / studies).isBetween(0.02, 0.055);
  }

  private static Measured times(Random random, double noise) {
    return Measured.of(
        DoubleStream.generate(() -> 10 * (1 + noise * random.nextGaussian())).limit(3).toArray());
  }
}
