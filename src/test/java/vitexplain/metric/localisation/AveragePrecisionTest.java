package vitexplain.metric.localisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import vitexplain.metric.Maps;
import vitexplain.metric.input.Ranking;
import vitexplain.metric.input.Shapes;

/** Closed forms; agreement with scikit-learn is in {@code MetricGoldenTest}. */
class AveragePrecisionTest {

  private static final double EXACT = 1e-15;

  /** Standard error of AP over 20,000 random pixels is about 0.005. */
  private static final double SAMPLING = 0.02;

  @Test
  void byHand() {
    // Positives at ranks 1 and 3: (1/1 + 2/3) / 2.
    assertThat(AveragePrecision.of(Maps.map(0.9, 0.1, 0.5, 0.7), Maps.mask("1010")))
        .isCloseTo((1 + 2 / 3.0) / 2, within(EXACT));
  }

  @Test
  void scoresThatTieCountTogetherWhateverTheirOrder() {
    assertThat(AveragePrecision.of(Maps.map(0.5, 0.5, 0.5, 0.5), Maps.mask("1000")))
        .isEqualTo(AveragePrecision.of(Maps.map(0.5, 0.5, 0.5, 0.5), Maps.mask("0001")))
        .isCloseTo(0.25, within(EXACT));
    assertThat(AveragePrecision.of(new float[] {0f, -0f}, Maps.mask("01"))).isEqualTo(0.5);
  }

  @Test
  void constantMapScoresTheForegroundShareAndARandomMapNearlySo() {
    boolean[] mask = Maps.randomMask(20_000, 0.2, 5);
    double share = Shapes.foreground(mask) / 20_000.0;
    assertThat(AveragePrecision.of(new float[20_000], mask)).isCloseTo(share, within(EXACT));
    assertThat(AveragePrecision.of(Maps.random(20_000, 6), mask))
        .isCloseTo(share, within(SAMPLING));
    assertThat(AveragePrecision.twoChannel(Maps.random(20_000, 6), mask))
        .isCloseTo(0.5, within(SAMPLING));
  }

  @Test
  void noPositiveOrANanScoreIsUndefined() {
    assertThat(AveragePrecision.of(Maps.map(0.1, 0.2), Maps.mask("00"))).isNaN();
    assertThat(AveragePrecision.of(Maps.map(0.1, Double.NaN), Maps.mask("10"))).isNaN();
    assertThat(AveragePrecision.twoChannel(Maps.map(0.1, 0.2), Maps.mask("00"))).isEqualTo(1);
  }

  @Test
  void readsTheRawMapAndNotABinarisedOne() {
    float[] map = Maps.map(0.9, 0.8, 0.6, 0.2);
    boolean[] mask = Maps.mask("1010");
    float[] binarised = Maps.map(1, 1, 1, 0);
    assertThat(AveragePrecision.of(map, mask))
        .isNotCloseTo(AveragePrecision.of(binarised, mask), within(0.05));
  }

  @Test
  void onlyTheOrderOfScoresCounts() {
    boolean[] mask = Maps.randomMask(500, 0.3, 7);
    float[] map = Maps.random(500, 8);
    float[] stretched = new float[500];
    for (int i = 0; i < 500; i++) {
      stretched[i] = 8 * map[i] - 4; // exact for most, order-keeping for all but new ties
    }
    assertThat(AveragePrecision.of(stretched, mask))
        .isCloseTo(AveragePrecision.of(map, mask), within(1e-6));
  }

  @Test
  void equalsTheDefinitionOverARankingInEveryBit() {
    for (int seed = 0; seed < 60; seed++) {
      int n = 1 + seed * 7;
      float[] map = Maps.random(n, seed);
      boolean[] mask = Maps.randomMask(n, 0.3, seed + 1);
      if (seed % 2 == 0) { // Ties, as an upsampled map has beyond its outermost centres.
        for (int i = 0; i < n; i++) {
          map[i] = Math.round(map[i] * 8) / 8f;
        }
      }
      if (seed % 5 == 0) {
        map[0] = -0f;
      }
      assertThat(AveragePrecision.of(map, mask)).isEqualTo((Double) byRanking(map, mask));
      assertThat(AveragePrecision.twoChannel(map, mask))
          .isEqualTo((Double) twoChannelByRanking(map, mask));
    }
  }

  private static double twoChannelByRanking(float[] map, boolean[] mask) {
    int n = map.length;
    float[] scores = new float[2 * n];
    boolean[] labels = new boolean[2 * n];
    for (int i = 0; i < n; i++) {
      scores[i] = 1 - map[i];
      labels[i] = !mask[i];
      scores[n + i] = map[i];
      labels[n + i] = mask[i];
    }
    return byRanking(scores, labels);
  }

  private static double byRanking(float[] scores, boolean[] labels) {
    int[] order = Ranking.of(scores).order();
    double sum = 0;
    int positives = 0;
    int newPositives = 0;
    for (int i = 0; i < order.length; i++) {
      newPositives += labels[order[i]] ? 1 : 0;
      boolean lastOfTie = i + 1 == order.length || scores[order[i]] != scores[order[i + 1]];
      if (lastOfTie && newPositives > 0) {
        positives += newPositives;
        sum += newPositives * ((double) positives / (i + 1));
        newPositives = 0;
      }
    }
    return sum / positives;
  }
}
