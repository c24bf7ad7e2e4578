package vitexplain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import vitexplain.metric.Golden;

/** Wilcoxon, Holm and rank correlations against SciPy and statsmodels, and at their edges. */
class RankStatisticsTest {

  /** SciPy's and ours normal tail differ by a few units in the last place. */
  private static final double TOLERANCE = 1e-9;

  @Test
  void wilcoxonAgreesWithScipyExactAndApproximateWithTiesAndZeros() {
    for (Golden golden : Golden.read("wilcoxon")) {
      assertThat(Wilcoxon.pValue(golden.numbers("a"), golden.numbers("b")))
          .as("%s", golden.node())
          .isCloseTo(golden.number("p"), within(TOLERANCE));
    }
  }

  @Test
  void equalMethodsHaveNoEvidenceOfADifference() {
    double[] same = {0.1, 0.2, 0.3};
    assertThat(Wilcoxon.pValue(same, same)).isEqualTo(1);
    assertThat(Wilcoxon.pValue(new double[] {Double.NaN}, new double[] {1})).isEqualTo(1);
  }

  @Test
  void wilcoxonIsSymmetricAndLeavesOutUndefinedPairs() {
    double[] a = {0.9, 0.8, 0.71, 0.65, Double.NaN, 0.5};
    double[] b = {0.1, 0.3, 0.22, 0.4, 0.9, 0.45};
    double[] aDefined = {0.9, 0.8, 0.71, 0.65, 0.5};
    double[] bDefined = {0.1, 0.3, 0.22, 0.4, 0.45};
    assertThat(Wilcoxon.pValue(a, b))
        .isEqualTo(Wilcoxon.pValue(b, a))
        .isEqualTo(Wilcoxon.pValue(aDefined, bDefined))
        .isCloseTo(2 / 32.0, within(TOLERANCE)); // all five positive: 2 of 2^5 sign patterns
    assertThatThrownBy(() -> Wilcoxon.pValue(new double[2], new double[3]))
        .hasMessageContaining("2 values against 3");
  }

  @Test
  void holmAgreesWithStatsmodels() {
    for (Golden golden : Golden.read("holm")) {
      assertThat(Holm.adjust(golden.numbers("p")))
          .containsExactly(golden.numbers("adjusted"), within(Golden.TOLERANCE));
    }
  }

  @Test
  void testThatCouldNotBeMadeDoesNotWidenTheFamily() {
    assertThat(Holm.adjust(new double[] {0.01, Double.NaN, 0.5}))
        .containsExactly(0.02, Double.NaN, 0.5);
    assertThatThrownBy(() -> Holm.adjust(new double[] {1.5})).hasMessageContaining("1.5");
  }

  @Test
  void rankCorrelationsAgreeWithScipyWithTiesAndConstants() {
    for (Golden golden : Golden.read("rank_correlation")) {
      double[] x = golden.numbers("x");
      double[] y = golden.numbers("y");
      assertSame(golden, "kendall", RankCorrelation.kendall(x, y));
      assertSame(golden, "spearman", RankCorrelation.spearman(x, y));
    }
  }

  private static void assertSame(Golden golden, String which, double actual) {
    double expected = golden.number(which);
    if (Double.isNaN(expected)) {
      assertThat(actual).as("%s %s", which, golden.node()).isNaN();
    } else {
      assertThat(actual).as("%s %s", which, golden.node()).isCloseTo(expected, within(TOLERANCE));
    }
  }

  @Test
  void undefinedPairsAreLeftOutOfACorrelation() {
    double[] x = {1, 2, Double.NaN, 3};
    double[] y = {3, 2, 1, Double.NaN};
    assertThat(RankCorrelation.kendall(x, y)).isEqualTo(-1);
    assertThat(RankCorrelation.spearman(x, y)).isCloseTo(-1, within(TOLERANCE));
    assertThat(RankCorrelation.spearman(new double[] {1}, new double[] {1})).isNaN();
  }
}
