package vitexplain.metric.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vitexplain.metric.Maps;

class ThresholdsTest {

  @Test
  void oneSweepEqualsOneConfusionPerThreshold() {
    for (long seed = 0; seed < 50; seed++) {
      float[] map = Maps.random(300, seed);
      for (int i = 0; i < map.length; i += 3) { // a third lies exactly on thresholds
        map[i] = Math.round(map[i] * 20) / 20f;
      }
      assertSweepIsNaive(map, Maps.randomMask(300, seed / 50.0, seed + 1000));
    }
  }

  @Test
  void sweepTakesValuesOutsideTheRangeAndNan() {
    float[] map =
        Maps.map(
            -5, -0.0, 0, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    assertSweepIsNaive(map, Maps.mask("01010101"));
    assertSweepIsNaive(
        new float[] {Math.nextUp(0.05f), Math.nextDown(0.05f), 0.05f, Math.nextUp(1f)},
        Maps.mask("1111"));
  }

  private static void assertSweepIsNaive(float[] map, boolean[] mask) {
    float[] thresholds = Thresholds.sweep();
    Confusion[] sweep = Thresholds.sweep(map, mask);
    for (int i = 0; i < thresholds.length; i++) {
      assertThat(sweep[i])
          .as("threshold %s", thresholds[i])
          .isEqualTo(Confusion.of(map, mask, thresholds[i]));
    }
  }

  @Test
  void labelsAreTheSweepThenMeanThenTopK() {
    Map<String, Confusion> all = Thresholds.all(Maps.map(0.2, 0.9), Maps.mask("01"));
    assertThat(all.keySet())
        .hasSize(23)
        .startsWith("0.00", "0.05", "0.10")
        .endsWith("1.00", Thresholds.MEAN, Thresholds.TOP_K)
        .contains(Thresholds.HALF);
    assertThat(all.get(Thresholds.HALF)).isEqualTo(new Confusion(1, 0, 0, 1));
  }

  @Test
  void constantMapIsNowhereAboveItsMean() {
    float[] map = new float[50_176];
    Arrays.fill(map, 0.1f);
    assertThat(Thresholds.mean(map)).isEqualTo(0.1f);
    assertThat(Thresholds.atMean(map, new boolean[map.length]).fp()).isZero();
  }

  @Test
  void topKPredictsExactlyAsManyPixelsAsTheMaskHasOnAnyMap() {
    boolean[] mask = Maps.randomMask(400, 0.15, 3);
    long k = Confusion.of(new float[400], mask, 0).fn();
    float[] sparse = new float[400];
    sparse[399] = 1;
    for (float[] map : new float[][] {Maps.random(400, 4), new float[400], sparse}) {
      Confusion topK = Thresholds.topK(map, mask);
      assertThat(topK.tp() + topK.fp()).isEqualTo(k);
    }
  }

  @Test
  void topKTakesTiedPixelsInIndexOrder() {
    assertThat(Thresholds.topK(Maps.map(0, 0.5, 0.5, 0.5), Maps.mask("0110")).tp()).isEqualTo(2);
    assertThat(Thresholds.topK(Maps.map(0, 0.5, 0.5, 0.5), Maps.mask("0011")).tp()).isEqualTo(1);
  }

  @Test
  void topKIsTheFirstOfARankingAlsoWithTiesZerosAndNaN() {
    for (int seed = 0; seed < 40; seed++) {
      float[] map = Maps.random(50, seed);
      boolean[] mask = Maps.randomMask(50, seed / 40.0, seed + 1);
      for (int i = 0; i < map.length; i++) {
        map[i] = i % 7 == seed % 7 ? Float.NaN : Math.round(map[i] * 4) / 4f;
        map[i] = i % 5 == 0 && map[i] == 0 ? -0f : map[i];
      }
      boolean[] ranked = Ranking.of(map).first(Shapes.foreground(mask));
      assertThat(Thresholds.topK(map, mask)).isEqualTo(Confusion.of(ranked, mask));
    }
  }
}
