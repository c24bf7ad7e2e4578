package vitexplain.study.occlusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vitexplain.metric.input.Ranking;

class UnitGroupsTest {

  @Test
  void cellsCoverEveryUnitOnceAndTheFirstAreLarger() {
    List<BitSet> cells = UnitGroups.cells(14, 14);
    requirePartition(cells, 196);
    assertThat(cells)
        .extracting(BitSet::cardinality)
        .startsWith(16, 16, 12, 12, 16, 16, 12, 12, 12);
    // Unit (3, 4) lies in the first row of cells and the second column.
    assertThat(cells.get(1).get(3 * 14 + 4)).isTrue();
    assertThat(cells.get(0).get(3 * 14 + 3)).isTrue();
  }

  @Test
  void cellsOfAGridThatIsNotSquareOrSmallAreStillAPartition() {
    requirePartition(UnitGroups.cells(5, 9), 45);
    assertThat(UnitGroups.cells(2, 3)).hasSize(6);
    requirePartition(UnitGroups.cells(2, 3), 6);
  }

  @Test
  void rankGroupsFollowTheScoresAndTheFirstAreLarger() {
    float[] scores = new float[196];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i;
    }
    List<BitSet> groups = UnitGroups.ranks(Ranking.of(scores));
    requirePartition(groups, 196);
    assertThat(groups)
        .extracting(BitSet::cardinality)
        .containsExactly(20, 20, 20, 20, 20, 20, 19, 19, 19, 19);
    assertThat(groups.get(0).nextSetBit(0)).isEqualTo(176);
    assertThat(groups.get(9).length()).isEqualTo(19);
  }

  @Test
  void fewerThanTenUnitsAreGroupsOfTheirOwn() {
    assertThat(UnitGroups.ranks(Ranking.of(new float[4]))).hasSize(4);
  }

  @Test
  void randomSubsetsHaveAFifthOfTheUnitsAndFollowTheSeed() {
    List<BitSet> subsets = UnitGroups.random(7, 30);
    assertThat(subsets).hasSize(200).allMatch(subset -> subset.cardinality() == 6);
    assertThat(UnitGroups.random(7, 30)).isEqualTo(subsets);
    assertThat(UnitGroups.random(8, 30)).isNotEqualTo(subsets);
  }

  private static void requirePartition(List<BitSet> parts, int units) {
    int[] members = parts.stream().flatMapToInt(BitSet::stream).sorted().toArray();
    assertThat(members).isEqualTo(IntStream.range(0, units).toArray());
    assertThat(Arrays.stream(members).distinct().count()).isEqualTo(units);
  }
}
