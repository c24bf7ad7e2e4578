package vitexplain.metric.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import vitexplain.statistics.Estimate;

class SanityMetricTest {
  private static final SanityMetric METRIC = SanityMetric.MPRT_HEAD;
  private static final float[] MAP = {0.1f, 0.7f, 0.2f, 0.2f, -0.0f};

  @Test
  void equalMapsAreOneWithoutRounding() {
    assertThat(METRIC.of(MAP, MAP.clone())).isEqualTo(1);
  }

  @Test
  void orderCountsAndScaleDoesNot() {
    assertThat(METRIC.of(new float[] {1, 2, 3}, new float[] {-5, 0, 700})).isEqualTo(1);
    assertThat(METRIC.of(new float[] {1, 2, 3}, new float[] {3, 2, 1})).isEqualTo(-1);
    assertThat(METRIC.of(new float[] {0, -0f, 3}, new float[] {-0f, 0, 5})).isEqualTo(1);
  }

  @Test
  void mapThatBecameConstantKeptNothingAndTwoConstantsSayNothing() {
    assertThat(METRIC.of(MAP, new float[5])).isZero();
    assertThat(METRIC.of(new float[5], MAP)).isZero();
    assertThat(METRIC.of(new float[5], new float[] {2, 2, 2, 2, 2})).isNaN();
  }

  @Test
  void mapThatIsNotFiniteIsUndefined() {
    float[] broken = {1, Float.NaN, 2, 3, 4};
    assertThat(METRIC.of(MAP, broken)).isNaN();
    assertThat(METRIC.of(broken, broken)).isNaN();
    broken[1] = Float.POSITIVE_INFINITY;
    assertThat(METRIC.of(broken, MAP)).isNaN();
  }

  @Test
  void mapsOfOtherSizesAreRefused() {
    assertThatThrownBy(() -> METRIC.of(MAP, new float[3])).hasMessageContaining("mprt_head");
  }

  @Test
  void mapThatMustChangePassesBelowALargeCorrelationWithItsWholeInterval() {
    assertThat(verdict(0.3, 0.2, 0.49, true)).isEqualTo(SanityVerdict.PASS);
    assertThat(verdict(0.3, 0.2, 0.51, true)).isEqualTo(SanityVerdict.UNDECIDED);
    assertThat(verdict(0.7, 0.49, 0.9, true)).isEqualTo(SanityVerdict.UNDECIDED);
    assertThat(verdict(0.7, 0.5, 0.9, true)).isEqualTo(SanityVerdict.FAIL);
    assertThat(verdict(1, 1, 1, true)).isEqualTo(SanityVerdict.FAIL);
    assertThat(verdict(-0.9, -1, -0.8, true)).isEqualTo(SanityVerdict.PASS);
  }

  @Test
  void mapThatMustStayIsNoFindingUnlessItChanges() {
    assertThat(verdict(1, 1, 1, false)).isEqualTo(SanityVerdict.BY_CONSTRUCTION);
    assertThat(verdict(0.99, 0.98, 1, false)).isEqualTo(SanityVerdict.FAIL);
  }

  @Test
  void oneImageDecidesNothingAndNoneIsNotApplicable() {
    assertThat(verdict(0.1, Double.NaN, Double.NaN, true)).isEqualTo(SanityVerdict.UNDECIDED);
    for (boolean mustChange : new boolean[] {true, false}) {
      assertThat(verdict(Double.NaN, Double.NaN, Double.NaN, mustChange).text())
          .isEqualTo("not applicable");
    }
  }

  private static SanityVerdict verdict(double mean, double low, double high, boolean mustChange) {
    return SanityVerdict.of(new Estimate(mean, low, high, 8), mustChange);
  }
}
