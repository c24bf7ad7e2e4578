package vitexplain.metric.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import vitexplain.metric.Maps;
import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Ranking;
import vitexplain.metric.input.Scale;

/**
 * A linear model, score = sum of the weights of the units left, has every answer in closed form.
 */
class FaithfulnessTest {

  private static final double ROUNDING = 1e-12;

  private static final int UNITS = 20;

  private static final double[] LEVELS = levels();

  private static double[] levels() {
    double[] levels = new double[UNITS + 1];
    for (int i = 0; i <= UNITS; i++) {
      levels[i] = (double) i / UNITS;
    }
    return levels;
  }

  private static double[] weights() {
    double[] weights = new double[UNITS];
    double sum = UNITS * (UNITS + 1) / 2.0;
    for (int i = 0; i < UNITS; i++) {
      weights[i] = (i + 1) / sum;
    }
    return weights;
  }

  private static Curve removal(Ranking order, Scale scale) {
    double[] values = new double[LEVELS.length];
    for (int l = 0; l < values.length; l++) {
      boolean[] removed = order.first(Ranking.removedCount(LEVELS[l], UNITS));
      for (int i = 0; i < UNITS; i++) {
        values[l] += removed[i] ? 0 : weights()[i];
      }
    }
    return new Curve(scale, LEVELS, values);
  }

  private static double srg(float[] map) {
    Ranking order = Ranking.of(map);
    return Faithfulness.SRG.of(
        removal(order.reversed(), Scale.PROBABILITY), removal(order, Scale.PROBABILITY));
  }

  @Test
  void trueWeightsScoreBestAndTheirNegativeTheOpposite() {
    double best = srg(Maps.map(weights()));
    float[] negative = Maps.map(weights());
    for (int i = 0; i < UNITS; i++) {
      negative[i] = -negative[i];
    }
    assertThat(best).isPositive();
    assertThat(srg(negative)).isCloseTo(-best, within(ROUNDING));
    for (long seed = 0; seed < 20; seed++) {
      assertThat(srg(Maps.random(UNITS, seed))).isLessThan(best);
    }
  }

  @Test
  void randomMapsScoreZeroOnAverage() {
    double sum = 0;
    int maps = 4000;
    SplittableRandom seeds = new SplittableRandom(1);
    for (int i = 0; i < maps; i++) {
      sum += srg(Maps.random(UNITS, seeds.nextLong()));
    }
    // One map's srg has sd 0.08 here, so the mean of 4000 has 0.0013: four of these.
    assertThat(sum / maps).isCloseTo(0, within(0.005));
  }

  @Test
  void insertionEqualsTheCurveOfPuttingUnitsBackReadBackwards() {
    Ranking most = Ranking.of(Maps.random(UNITS, 9));
    double[] inserted = new double[LEVELS.length];
    for (int l = 0; l < inserted.length; l++) {
      boolean[] back = most.first(Ranking.removedCount(LEVELS[l], UNITS));
      for (int i = 0; i < UNITS; i++) {
        inserted[l] += back[i] ? weights()[i] : 0;
      }
    }
    Curve leastFirst = removal(most.reversed(), Scale.PROBABILITY);
    Curve mostFirst = removal(most, Scale.PROBABILITY);
    assertThat(Faithfulness.INSERTION_AUC.of(leastFirst, mostFirst))
        .isCloseTo(new Curve(Scale.PROBABILITY, LEVELS, inserted).auc(), within(ROUNDING));
  }

  @Test
  void swappedCurvesChangeTheSign() {
    Ranking order = Ranking.of(Maps.map(weights()));
    Curve least = removal(order.reversed(), Scale.PROBABILITY);
    Curve most = removal(order, Scale.PROBABILITY);
    assertThat(Faithfulness.SRG.of(least, most)).isPositive();
    assertThat(Faithfulness.SRG.of(most, least)).isNegative();
    assertThat(Faithfulness.DELETION_AUC.of(least, most))
        .isLessThan(Faithfulness.INSERTION_AUC.of(least, most));
  }

  @Test
  void probabilitiesAndLogitsNeverMeet() {
    Ranking order = Ranking.of(new float[UNITS]);
    assertThatThrownBy(
            () ->
                Faithfulness.SRG.of(removal(order, Scale.LOGIT), removal(order, Scale.PROBABILITY)))
        .hasMessageContaining("LOGIT")
        .hasMessageContaining("PROBABILITY");
  }

  @Test
  void curvesOfDifferentLevelsOrImagesAreRefused() {
    Curve curve = new Curve(Scale.PROBABILITY, new double[] {0, 1}, new double[] {0.9, 0.1});
    Curve otherLevels =
        new Curve(Scale.PROBABILITY, new double[] {0, 0.5, 1}, new double[] {0.9, 0.5, 0.1});
    Curve otherImage = new Curve(Scale.PROBABILITY, new double[] {0, 1}, new double[] {0.7, 0.1});
    assertThatThrownBy(() -> Faithfulness.SRG.of(curve, otherLevels))
        .hasMessageContaining("levels");
    assertThatThrownBy(() -> Faithfulness.SRG.of(curve, otherImage))
        .hasMessageContaining("untouched scores differ");
  }

  @Test
  void comprehensivenessAndSufficiencyAreDifferencesOfCurveValues() {
    double[] levels = {0, 0.2, 0.8, 1};
    Curve most = new Curve(Scale.PROBABILITY, levels, new double[] {0.9, 0.3, 0.2, 0.1});
    Curve least = new Curve(Scale.PROBABILITY, levels, new double[] {0.9, 0.85, 0.7, 0.1});
    assertThat(Faithfulness.comprehensiveness(most, 0.2)).isCloseTo(0.6, within(ROUNDING));
    assertThat(Faithfulness.sufficiency(least, 0.2)).isCloseTo(0.2, within(ROUNDING));
  }
}
