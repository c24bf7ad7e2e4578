package vitexplain.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import vitexplain.metric.descriptor.Entropy;
import vitexplain.metric.descriptor.Gini;
import vitexplain.metric.kind.MaskMetric;
import vitexplain.metric.localisation.AveragePrecision;
import vitexplain.metric.localisation.PointingGame;
import vitexplain.metric.localisation.RelevanceMass;
import vitexplain.metric.localisation.RelevanceRank;

/** Closed forms and refusals; agreement with NumPy and SciPy is in {@link MetricGoldenTest}. */
class LocalisationTest {

  private static final double EXACT = 1e-15;

  @Test
  void firstOfSeveralHighestPixelsIsTheOnePointedAt() {
    assertThat(PointingGame.EXACT.of(Maps.map(0, 1, 1, 0), Maps.mask("0100"), 2)).isEqualTo(1);
    assertThat(PointingGame.EXACT.of(Maps.map(0, 1, 1, 0), Maps.mask("0010"), 2)).isZero();
  }

  @Test
  void toleranceDoesNotWrapAroundRows() {
    float[] map = new float[40 * 3];
    map[39] = 1; // end of the first row; index 40 begins the second, 39 columns away
    boolean[] mask = new boolean[map.length];
    mask[40] = true;
    assertThat(PointingGame.WITHIN_15_PX.of(map, mask, 40)).isZero();
    mask[24] = true; // 15 columns to the left
    assertThat(PointingGame.WITHIN_15_PX.of(map, mask, 40)).isEqualTo(1);
  }

  @Test
  void massOfAUniformMapIsTheForegroundShare() {
    float[] uniform = Maps.map(0.5, 0.5, 0.5, 0.5);
    assertThat(RelevanceMass.METRIC.of(uniform, Maps.mask("1000"), 2)).isEqualTo(0.25);
  }

  @Test
  void emptyMaskAndDegenerateMapAreUndefinedAndNeverZero() {
    float[] map = Maps.map(0.1, 0.9);
    float[] nan = Maps.map(0.1, Double.NaN);
    for (MaskMetric metric :
        new MaskMetric[] {
          PointingGame.EXACT,
          PointingGame.WITHIN_15_PX,
          RelevanceMass.METRIC,
          RelevanceRank.METRIC,
          AveragePrecision.FOREGROUND
        }) {
      assertThat(metric.of(map, Maps.mask("00"), 2)).as(metric.name()).isNaN();
      assertThat(metric.of(nan, Maps.mask("01"), 2)).as(metric.name()).isNaN();
    }
    assertThat(RelevanceMass.METRIC.of(new float[2], Maps.mask("01"), 2)).isNaN();
    assertThat(Gini.METRIC.of(new float[4])).isNaN();
    assertThat(Entropy.METRIC.of(new float[4])).isNaN();
  }

  @Test
  void descriptorsOfUniformAndOneHotMaps() {
    float[] uniform = Maps.map(0.3, 0.3, 0.3, 0.3);
    float[] oneHot = Maps.map(0, 0, 1, 0);
    assertThat(Gini.METRIC.of(uniform)).isCloseTo(0, within(EXACT));
    assertThat(Gini.METRIC.of(oneHot)).isCloseTo(0.75, within(EXACT));
    assertThat(Entropy.METRIC.of(uniform)).isCloseTo(1, within(EXACT));
    assertThat(Entropy.METRIC.of(oneHot)).isCloseTo(0, within(EXACT));
  }

  @Test
  void negativeMassIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> RelevanceMass.METRIC.of(Maps.map(0.5, -0.25), Maps.mask("10"), 2))
        .hasMessageContaining("-0.25 at pixel 1")
        .hasMessageContaining("Min-max");
    assertThatThrownBy(() -> Gini.METRIC.of(Maps.map(-1, 2))).hasMessageContaining("-1.0");
  }

  @Test
  void widthThatMakesNoWholeRowsIsRefused() {
    assertThatThrownBy(() -> PointingGame.EXACT.of(new float[6], new boolean[6], 4))
        .hasMessageContaining("width 4")
        .hasMessageContaining("6 pixels");
    assertThatThrownBy(() -> PointingGame.EXACT.of(new float[6], new boolean[6], 0))
        .hasMessageContaining("width 0");
  }
}
