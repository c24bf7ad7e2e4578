package vitexplain.metric.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CurveTest {

  private static final double EXACT = 1e-15;

  private static Curve curve(double... levelsThenValues) {
    int n = levelsThenValues.length / 2;
    return new Curve(
        Scale.PROBABILITY,
        Arrays.copyOfRange(levelsThenValues, 0, n),
        Arrays.copyOfRange(levelsThenValues, n, 2 * n));
  }

  @Test
  void areaOfConstantAndOfLineIsExactOnUnevenLevels() {
    assertThat(curve(0, 0.1, 0.7, 1, 0.3, 0.3, 0.3, 0.3).auc()).isCloseTo(0.3, within(EXACT));
    assertThat(curve(0, 0.1, 0.7, 1, 1, 0.9, 0.3, 0).auc()).isCloseTo(0.5, within(EXACT));
  }

  @Test
  void probabilitiesHaveAnAreaBetweenZeroAndOne() {
    assertThat(curve(0, 0.5, 1, 1, 1, 1).auc()).isEqualTo(1);
    assertThat(curve(0, 0.5, 1, 0, 0, 0).auc()).isZero();
  }

  @Test
  void curveWithoutItsZeroPointIsRefused() {
    assertThatThrownBy(() -> curve(0.1, 1, 0.5, 0.5)).hasMessageContaining("the first 0");
  }

  @Test
  void curveThatEndsEarlyHasNoAuc() {
    assertThatThrownBy(() -> curve(0, 0.9, 0.5, 0.5).auc())
        .hasMessageContaining("ends at removed share 0.9; expected 1.0");
  }

  @Test
  void levelsInPercentOrOutOfOrderAreRefused() {
    assertThatThrownBy(() -> curve(0, 50, 100, 1, 1, 1)).hasMessageContaining("none above 1");
    assertThatThrownBy(() -> curve(0, 0.5, 0.5, 1, 1, 1, 1, 1)).hasMessageContaining("increase");
  }

  @Test
  void aFailedScoreIsRefusedAndNotAveragedAway() {
    assertThatThrownBy(() -> curve(0, 0.5, 1, 0.9, Double.NaN, 0.1))
        .hasMessageContaining("NaN at removed share 0.5");
  }

  @Test
  void logitIsNoProbability() {
    assertThatThrownBy(() -> curve(0, 1, 7.5, 0.1)).hasMessageContaining("no PROBABILITY");
    Curve logits = new Curve(Scale.LOGIT, new double[] {0, 1}, new double[] {7, -3});
    assertThat(logits.auc()).isEqualTo(2);
  }

  @Test
  void valueIsReadAtALevelAndNeverInterpolated() {
    Curve curve = curve(0, 0.95, 1, 0.9, 0.4, 0.1);
    assertThat(curve.at(1 - 0.05)).isEqualTo(0.4);
    assertThatThrownBy(() -> curve.at(0.5)).hasMessageContaining("no value at removed share 0.5");
  }

  @Test
  void asManyValuesAsLevels() {
    assertThatThrownBy(() -> new Curve(Scale.LOGIT, new double[] {0, 1}, new double[3]))
        .hasMessageContaining("2 values against 3");
  }

  @Test
  void areaUpToALevelIsThatOfTheDrawnCurve() {
    Curve curve =
        new Curve(Scale.PROBABILITY, new double[] {0, 0.2, 0.4, 1}, new double[] {1, 0.6, 0.2, 0});
    // A straight line from 1 to 0.4 at 0.3.
    assertThat(curve.areaUpTo(0.3)).isCloseTo(0.3 * (1 + 0.4) / 2, within(1e-12));
    assertThat(curve.areaUpTo(1)).isCloseTo(curve.auc(), within(1e-12));
  }

  @Test
  void areaBeyondTheLastLevelIsRefused() {
    Curve curve = new Curve(Scale.PROBABILITY, new double[] {0, 0.9}, new double[] {1, 0});
    assertThatThrownBy(() -> curve.areaUpTo(1)).hasMessageContaining("at most 0.9");
    assertThatThrownBy(() -> curve.areaUpTo(0)).hasMessageContaining("above 0");
  }
}
