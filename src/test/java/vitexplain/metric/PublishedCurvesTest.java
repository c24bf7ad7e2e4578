package vitexplain.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import vitexplain.metric.faithfulness.CheferPerturbation;
import vitexplain.metric.faithfulness.Road;
import vitexplain.metric.faithfulness.ScoreChange;
import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Scale;

/** Chefer's areas, ROAD's means and the changes of score, in closed form. */
class PublishedCurvesTest {

  private static final double ROUNDING = 1e-12;

  /** Levels 0, 0.1, ... {@code (points - 1) / 10}; values falling by {@code slope} a unit share. */
  private static Curve line(Scale scale, int points, double start, double slope) {
    double[] levels = new double[points];
    double[] values = new double[points];
    Arrays.setAll(levels, i -> i / 10.0);
    Arrays.setAll(values, i -> start - slope * levels[i]);
    return new Curve(scale, levels, values);
  }

  @Test
  void cheferAreaRunsToNinetyPercentAndIsNormalisedByItsLength() {
    Curve perfect = line(Scale.ACCURACY, 10, 1, 0);
    assertThat(CheferPerturbation.area(perfect)).isCloseTo(90, within(ROUNDING));
    assertThat(CheferPerturbation.normalised(perfect)).isCloseTo(100, within(ROUNDING));
    assertThat(CheferPerturbation.area(line(Scale.ACCURACY, 10, 0.9, 1)))
        .isCloseTo(100 * 0.405, within(ROUNDING));
  }

  @Test
  void cheferRefusesProbabilitiesAndOtherEnds() {
    assertThatThrownBy(() -> CheferPerturbation.area(line(Scale.PROBABILITY, 10, 1, 0)))
        .hasMessageContaining("PROBABILITY");
    assertThatThrownBy(() -> CheferPerturbation.area(line(Scale.ACCURACY, 11, 1, 0)))
        .hasMessageContaining("expected 0.9");
  }

  @Test
  void roadAveragesTheNineInnerLevels() {
    Curve least = line(Scale.PROBABILITY, 11, 1, 0.2);
    Curve most = line(Scale.PROBABILITY, 11, 1, 0.8);
    assertThat(Road.mean(least)).isCloseTo(0.9, within(ROUNDING));
    assertThat(Road.mean(most)).isCloseTo(0.6, within(ROUNDING));
    assertThat(Road.combined(least, most)).isCloseTo(0.15, within(ROUNDING));
    assertThat(Road.combined(most, least)).isCloseTo(-0.15, within(ROUNDING));
  }

  @Test
  void roadNeedsEveryLevel() {
    assertThatThrownBy(() -> Road.mean(line(Scale.PROBABILITY, 9, 1, 0.2)))
        .hasMessageContaining("removed share 0.9");
  }

  @Test
  void dropIncreaseAndGainByHand() {
    assertThat(ScoreChange.drop(0.8, 0.6)).isCloseTo(25, within(ROUNDING));
    assertThat(ScoreChange.drop(0.6, 0.8)).isZero();
    assertThat(ScoreChange.increase(0.6, 0.8)).isEqualTo(100);
    assertThat(ScoreChange.increase(0.6, 0.6)).isZero();
    assertThat(ScoreChange.gain(0.6, 0.8)).isCloseTo(50, within(ROUNDING));
    assertThat(ScoreChange.gain(0.8, 0.6)).isZero();
  }

  @Test
  void changeOfScoreIsUndefinedWhereNothingCanChange() {
    assertThat(ScoreChange.drop(0, 0.5)).isNaN();
    assertThat(ScoreChange.gain(1, 0.5)).isNaN();
    assertThatThrownBy(() -> ScoreChange.drop(7.3, 6.1)).hasMessageContaining("not logits");
  }
}
