package vitexplain.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatchDrawTest {

  private static final int PATCHES = 144;
  private static final int STEPS = 2000;
  private static final PatchDraw DRAW = new PatchDraw(1, 0.25, PATCHES);

  /** Five standard errors: a uniform share has a standard deviation of 0.75 / sqrt(12) = 0.217. */
  private static final double SHARE_SLACK = 5 * 0.217 / Math.sqrt(STEPS);

  @Test
  void sharesAreUniformBetweenTheLeastAndAll() {
    double[] shares =
        IntStream.range(0, STEPS)
            .mapToDouble(step -> DRAW.kept(step, 1)[0].length / (double) PATCHES)
            .toArray();

    assertThat(Arrays.stream(shares).min().orElseThrow()).isBetween(0.25, 0.27);
    assertThat(Arrays.stream(shares).max().orElseThrow()).isBetween(0.98, 1.0);
    assertThat(Arrays.stream(shares).average().orElseThrow())
        .isCloseTo((0.25 + 1) / 2, within(SHARE_SLACK));
  }

  @Test
  void scenesOfAStepKeepEquallyManyAndEachItsOwn() {
    int[][] kept = DRAW.kept(3, 8);

    assertThat(kept).hasDimensions(8, kept[0].length);
    assertThat(kept[0]).isNotEqualTo(kept[1]);
    for (int[] row : kept) {
      assertThat(row).isSorted().doesNotHaveDuplicates();
      assertThat(row[0]).isNotNegative();
      assertThat(row[row.length - 1]).isLessThan(PATCHES);
    }
  }

  /** Every patch is kept as often as the share says: none is favoured by its place. */
  @Test
  void everyPatchIsKeptEquallyOften() {
    int rows = 4000;
    int[][] kept = DRAW.kept(5, rows);
    int[] times = new int[PATCHES];
    Arrays.stream(kept).flatMapToInt(Arrays::stream).forEach(patch -> times[patch]++);

    double share = kept[0].length / (double) PATCHES;
    double slack = 5 * Math.sqrt(rows * share * (1 - share));
    assertThat(IntStream.of(times).asDoubleStream().boxed())
        .allSatisfy(count -> assertThat(count).isCloseTo(rows * share, within(slack)));
  }

  @Test
  void theSeedAndTheStepDecide() {
    assertThat(new PatchDraw(1, 0.25, PATCHES).kept(7, 4)).isDeepEqualTo(DRAW.kept(7, 4));
    assertThat(new PatchDraw(2, 0.25, PATCHES).kept(7, 4)[0]).isNotEqualTo(DRAW.kept(7, 4)[0]);
    assertThat(DRAW.kept(8, 4)[0]).isNotEqualTo(DRAW.kept(7, 4)[0]);
  }
}
