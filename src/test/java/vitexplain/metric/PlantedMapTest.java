package vitexplain.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Ranking;
import vitexplain.metric.input.Scale;
import vitexplain.metric.input.Shapes;
import vitexplain.metric.localisation.AveragePrecision;
import vitexplain.metric.localisation.RelevanceMass;

/**
 * A model whose score is known to be the share of the object that is still there: the map of the
 * object must come first, its inverse last, whatever the other maps are.
 */
class PlantedMapTest {
  private static final int SIDE = 12;
  private static final int STEPS = 20;

  /** A disc, 37 of 144 units. */
  private static boolean[] object() {
    boolean[] object = new boolean[SIDE * SIDE];
    for (int i = 0; i < object.length; i++) {
      object[i] = Math.hypot(i / SIDE - 5, i % SIDE - 6) < 3.5;
    }
    return object;
  }

  private static Map<String, float[]> maps() {
    boolean[] object = object();
    Map<String, float[]> maps = new LinkedHashMap<>();
    float[] perfect = new float[object.length];
    float[] inverted = new float[object.length];
    for (int i = 0; i < object.length; i++) {
      perfect[i] = object[i] ? 1 : 0;
      inverted[i] = object[i] ? 0 : 1;
    }
    maps.put("perfect", perfect);
    maps.put("inverted", inverted);
    for (int share = 1; share <= 4; share++) {
      SplittableRandom random = new SplittableRandom(share);
      float[] noisy = new float[object.length];
      for (int i = 0; i < noisy.length; i++) {
        noisy[i] = (float) (share * 0.1 * perfect[i] + (1 - share * 0.1) * random.nextDouble());
      }
      maps.put("noisy " + share, noisy);
    }
    return maps;
  }

  private static Curve curve(Ranking order) {
    double[] levels = new double[STEPS + 1];
    double[] values = new double[STEPS + 1];
    for (int l = 0; l <= STEPS; l++) {
      levels[l] = (double) l / STEPS;
      boolean[] removed = order.first(Ranking.removedCount(levels[l], SIDE * SIDE));
      int left = 0;
      for (int i = 0; i < removed.length; i++) {
        left += object()[i] && !removed[i] ? 1 : 0;
      }
      values[l] = (double) left / Shapes.foreground(object());
    }
    return new Curve(Scale.PROBABILITY, levels, values);
  }

  private static double srg(float[] map) {
    Ranking order = Ranking.of(map);
    return Faithfulness.SRG.of(curve(order.reversed()), curve(order));
  }

  private static void perfectIsFirstAndInvertedLast(ToDoubleFunction<float[]> metric) {
    double perfect = metric.applyAsDouble(maps().get("perfect"));
    double inverted = metric.applyAsDouble(maps().get("inverted"));
    maps()
        .forEach(
            (name, map) -> {
              double value = metric.applyAsDouble(map);
              if (!name.equals("perfect")) {
                assertThat(perfect).as("perfect against %s", name).isGreaterThan(value);
              }
              if (!name.equals("inverted")) {
                assertThat(inverted).as("inverted against %s", name).isLessThan(value);
              }
            });
  }

  @Test
  void srgRanksThePlantedMapFirstAndItsInverseLast() {
    perfectIsFirstAndInvertedLast(PlantedMapTest::srg);
  }

  @Test
  void averagePrecisionRanksThePlantedMapFirstAndItsInverseLast() {
    perfectIsFirstAndInvertedLast(map -> AveragePrecision.FOREGROUND.of(map, object(), SIDE));
  }

  @Test
  void relevanceMassRanksThePlantedMapFirstAndItsInverseLast() {
    perfectIsFirstAndInvertedLast(map -> RelevanceMass.METRIC.of(map, object(), SIDE));
  }
}
