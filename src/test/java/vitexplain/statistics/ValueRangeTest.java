package vitexplain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ValueRangeTest {
  private static final double ROUNDING = 1e-12;

  @Test
  void intervalIsCutAtTheRangeButNeverBelowItsMean() {
    assertThat(ValueRange.SHARE.limit(new Estimate(0.9, 0.7, 1.2, 8)))
        .isEqualTo(new Estimate(0.9, 0.7, 1, 8));
    assertThat(ValueRange.SHARE.limit(new Estimate(1 + ROUNDING, 0.7, 1.2, 8)).high())
        .isEqualTo(1 + ROUNDING);
    assertThat(ValueRange.SHARE.limit(new Estimate(0.1, Double.NEGATIVE_INFINITY, 0.2, 8)).low())
        .isZero();
  }

  @Test
  void differencesReachFromOneEndToTheOther() {
    assertThat(ValueRange.of(0, 90).ofDifferences()).isEqualTo(ValueRange.of(-90, 90));
    assertThat(ValueRange.either(0, 1).ofDifferences().endsOnly()).isFalse();
  }

  /** By Wilson 1927 for 3 of 8, on another scale. */
  @Test
  void hitsAreCountedWhereEveryValueIsOne() {
    double[] values = {0, 100, 100, 0, 0, 100, 0, 0};
    Estimate e = Bootstrap.of(8, 50, 1).mean(values, ValueRange.either(0, 100));
    assertThat(e.mean()).isEqualTo(37.5);
    assertThat(e.low()).isCloseTo(13.684, within(0.001));
    assertThat(e.high()).isCloseTo(69.426, within(0.001));
    values[0] = 50; // a mean over seeds
    assertThat(Bootstrap.of(8, 50, 1).mean(values, ValueRange.either(0, 100)).low())
        .isNotCloseTo(e.low(), within(0.001));
  }
}
