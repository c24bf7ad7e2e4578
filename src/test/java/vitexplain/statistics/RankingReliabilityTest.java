package vitexplain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Split-half reliability and agreement of rankings whose truth is planted. */
class RankingReliabilityTest {
  private static final double ROUNDING = 1e-12;

  /** Values of methods that differ by {@code gap} each, with noise of standard deviation 1. */
  private static double[][] planted(int methods, int images, double gap, long seed) {
    Random random = new Random(seed);
    double[][] values = new double[methods][images];
    for (int m = 0; m < methods; m++) {
      for (int i = 0; i < images; i++) {
        values[m][i] = gap * m + random.nextGaussian();
      }
    }
    return values;
  }

  @Test
  void rankingThatEveryImageAgreesOnIsReliable() {
    Estimate e = SplitHalf.of(planted(8, 40, 5, 1), 1);
    assertThat(e.mean()).isCloseTo(1, within(ROUNDING));
    assertThat(e.low()).isCloseTo(1, within(ROUNDING));
    assertThat(e.n()).isEqualTo(40);
  }

  /** Spearman of 8 methods spreads by 0.38; the mean of 40 studies is known to 0.06. */
  @Test
  void rankingOfNoiseIsNotReliable() {
    double sum = 0;
    for (int study = 0; study < 40; study++) {
      sum += SplitHalf.of(planted(8, 40, 0, 100 + study), 1).mean();
    }
    assertThat(sum / 40).isBetween(-0.25, 0.25);
  }

  @Test
  void halfwayRankingLiesInBetweenAndItsDivisionsSpread() {
    Estimate e = SplitHalf.of(planted(8, 40, 0.1, 3), 1);
    assertThat(e.mean()).isBetween(0.3, 0.95);
    assertThat(e.low()).isLessThan(e.mean());
    assertThat(e.high()).isGreaterThan(e.mean());
  }

  /**
   * Four images have three ways to be halved: Spearman 1/2 in one of them, 1 in the others, mean
   * 5/6; the mean of 200 divisions is known to 0.017.
   */
  @Test
  void smallCaseByHand() {
    double[][] values = {{1, 2, 1, 2}, {2, 1, 2, 1}, {9, 9, 9, 9}};
    assertThat(SplitHalf.of(values, 1).mean())
        .isBetween(SplitHalf.steppedUp(5 / 6.0 - 0.06), SplitHalf.steppedUp(5 / 6.0 + 0.06));
    assertThat(SplitHalf.steppedUp(0.5)).isCloseTo(2 / 3.0, within(ROUNDING));
    assertThat(SplitHalf.steppedUp(-0.5)).isEqualTo(-0.5);
  }

  @Test
  void seedDecidesTheDivisionsAndUndefinedImagesAreLeftOut() {
    double[][] values = planted(5, 20, 0.2, 4);
    assertThat(SplitHalf.of(values, 7)).isEqualTo(SplitHalf.of(values, 7));
    values[2][3] = Double.NaN;
    values[4][3] = Double.NaN;
    values[0][11] = Double.NaN;
    assertThat(SplitHalf.of(values, 7).n()).isEqualTo(18);
  }

  @Test
  void twoMethodsOrThreeImagesHaveNoReliability() {
    assertThat(SplitHalf.of(planted(2, 40, 1, 5), 1).mean()).isNaN();
    assertThat(SplitHalf.of(planted(5, 3, 1, 5), 1).mean()).isNaN();
    assertThat(SplitHalf.of(new double[0][], 1).n()).isZero();
  }

  @Test
  void rankingsAgreeWithThemselvesAndNotWithTheirReverse() {
    Bootstrap bootstrap = Bootstrap.of(30, 200, 1);
    MethodMeans up = MethodMeans.of(planted(6, 30, 5, 6), bootstrap);
    MethodMeans down = MethodMeans.of(planted(6, 30, -5, 7), bootstrap);
    assertThat(up.agreement(up)).isEqualTo(new Estimate(1, 1, 1, 30));
    assertThat(up.agreement(down)).isEqualTo(new Estimate(-1, -1, -1, 30));
  }

  @Test
  void intervalOfAgreementWidensWithTheNoiseOfTheImages() {
    Bootstrap bootstrap = Bootstrap.of(30, 200, 1);
    MethodMeans clear = MethodMeans.of(planted(6, 30, 5, 6), bootstrap);
    MethodMeans noisy = MethodMeans.of(planted(6, 30, 0.1, 8), bootstrap);
    Estimate tau = clear.agreement(noisy);
    assertThat(tau.high() - tau.low()).isGreaterThan(0.2);
    assertThat(tau.mean()).isBetween(tau.low(), tau.high());
  }

  /** kendalltau of SciPy 1.17.1 for the means 1, 2, 2, 4 and 3, 1, 2, 5, as in rank_correlation. */
  @Test
  void agreementIsTauB() {
    Bootstrap bootstrap = Bootstrap.of(2, 50, 1);
    MethodMeans a = MethodMeans.of(new double[][] {{1, 1}, {2, 2}, {2, 2}, {4, 4}}, bootstrap);
    MethodMeans b = MethodMeans.of(new double[][] {{3, 3}, {1, 1}, {2, 2}, {5, 5}}, bootstrap);
    // 3 concordant, 2 discordant, 1 tie in a: 1 / sqrt(5 x 6).
    assertThat(a.agreement(b).mean()).isCloseTo(1 / Math.sqrt(30), within(ROUNDING));
  }

  /** Without a table each resample is drawn again for every metric: it must be the same one. */
  @Test
  void resamplesOfManyImagesAreTheSameForEveryMetric() {
    int images = Bootstrap.MOST_RESAMPLED + 1;
    Bootstrap bootstrap = Bootstrap.of(images, 100, 1);
    double[][] noise = planted(6, images, 0, 6);
    MethodMeans once = MethodMeans.of(noise, bootstrap);
    MethodMeans again = MethodMeans.of(noise, bootstrap);
    assertThat(again.resampled()).isDeepEqualTo(once.resampled());
    assertThat(once.resampled()[0]).isNotEqualTo(once.resampled()[1]);
    assertThat(once.agreement(again)).isEqualTo(new Estimate(1, 1, 1, images));
    double spread =
        Math.sqrt(
            Arrays.stream(once.resampled())
                .mapToDouble(means -> Math.pow(means[0] - once.means()[0], 2))
                .average()
                .orElseThrow());
    assertThat(spread).isCloseTo(1 / Math.sqrt(images), within(0.25 / Math.sqrt(images)));
  }
}
