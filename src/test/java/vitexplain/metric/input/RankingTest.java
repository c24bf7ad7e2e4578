package vitexplain.metric.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.metric.Maps;

class RankingTest {

  @Test
  void equalsAStableSortByScoreDescending() {
    for (long seed = 0; seed < 30; seed++) {
      float[] scores = Maps.random(200, seed);
      for (int i = 0; i < scores.length; i++) { // many ties, both signs
        scores[i] = Math.round(scores[i] * 20) / 10f - 1;
      }
      int[] expected =
          IntStream.range(0, scores.length)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> -scores[i] + 0f))
              .mapToInt(i -> i)
              .toArray();
      assertThat(Ranking.of(scores).order()).isEqualTo(expected);
    }
  }

  @Test
  void extremeScoresKeepTheirOrderAndNanComesLast() {
    float[] scores = {
      Float.NaN, Float.NEGATIVE_INFINITY, -1f, -0f, 0f, Float.MIN_VALUE, Float.POSITIVE_INFINITY
    };
    assertThat(Ranking.of(scores).order()).containsExactly(6, 5, 3, 4, 2, 1, 0);
  }

  @Test
  void degenerateMapsKeepIndexOrder() {
    float[] nan = new float[9];
    Arrays.fill(nan, Float.NaN);
    int[] indexOrder = IntStream.range(0, 9).toArray();
    assertThat(Ranking.of(nan).order()).isEqualTo(indexOrder);
    assertThat(Ranking.of(new float[9]).order()).isEqualTo(indexOrder);
  }

  /** A percentile of the scores as threshold would remove 0 or 100 % of these maps. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.25, 0.5, 0.9, 1})
  void exactlyTheShareIsRemovedOnConstantTiedAndSparseMaps(double share) {
    float[] tied = new float[196];
    Arrays.fill(tied, 0, 150, 0.5f);
    float[] sparse = new float[196];
    sparse[77] = 1;
    for (float[] map : new float[][] {new float[196], tied, sparse}) {
      int count = Ranking.removedCount(share, 196);
      assertThat(Shapes.foreground(Ranking.of(map).first(count)))
          .isEqualTo((int) Math.round(share * 196));
    }
  }

  @Test
  void tenPercentRemovesTenPercentAndNotNinety() {
    float[] scores = new float[100];
    scores[42] = 1;
    boolean[] removed = Ranking.of(scores).first(Ranking.removedCount(0.1, 100));
    assertThat(Shapes.foreground(removed)).isEqualTo(10);
    assertThat(removed[42]).isTrue();
    assertThatThrownBy(() -> Ranking.removedCount(10, 100))
        .hasMessageContaining("10 % is written 0.1");
    assertThatThrownBy(() -> Ranking.removedCount(Double.NaN, 100)).hasMessageContaining("NaN");
  }

  @ParameterizedTest
  @CsvSource({"0.5,3,2", "0.1,196,20", "0.9,196,176", "0.05,196,10", "1,196,196", "0.001,196,0"})
  void removedCountRoundsHalvesUp(double share, int n, int expected) {
    assertThat(Ranking.removedCount(share, n)).isEqualTo(expected);
  }

  @Test
  void leastRelevantFirstIsTheExactReverseSoThatWhatIsKeptIsTheComplement() {
    float[] scores = Maps.map(0.5, 0.1, 0.5, 0.9, 0.1);
    Ranking most = Ranking.of(scores);
    Ranking least = most.reversed();
    assertThat(most.order()).containsExactly(3, 0, 2, 1, 4);
    assertThat(least.order()).containsExactly(4, 1, 2, 0, 3);
    for (int count = 0; count <= 5; count++) {
      boolean[] removed = most.first(count);
      boolean[] complement = least.first(5 - count);
      for (int i = 0; i < 5; i++) {
        assertThat(removed[i]).isNotEqualTo(complement[i]);
      }
    }
  }

  @Test
  void upsampledByRepetitionTiesFollowTheIndex() {
    float[] upsampled = Maps.map(0.2, 0.2, 0.8, 0.8, 0.2, 0.2, 0.8, 0.8);
    assertThat(Ranking.of(upsampled).order()).containsExactly(2, 3, 6, 7, 0, 1, 4, 5);
  }

  @Test
  void moreUnitsThanThereAreIsRefused() {
    assertThatThrownBy(() -> Ranking.of(new float[4]).first(5)).hasMessageContaining("5 of 4");
  }
}
