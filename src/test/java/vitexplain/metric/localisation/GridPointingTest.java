package vitexplain.metric.localisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.metric.Golden;
import vitexplain.metric.Metrics;
import vitexplain.metric.input.MosaicCells;
import vitexplain.metric.kind.MosaicMetric;

class GridPointingTest {
  private static final float[][] QUARTERS = {
    {1, 1, 2, 2},
    {1, 1, 2, 2},
    {-9, 0, 4, 4},
    {0, -9, 4, 4},
  };

  private static final MosaicCells FOUR = new MosaicCells(2, 32, 32);

  @Test
  void aCellsShareIsOfThePositiveRelevanceAlone() {
    assertThat(GridPointing.TWO.of(QUARTERS, FOUR, 0)).isEqualTo(4.0 / 28);
    assertThat(GridPointing.TWO.of(QUARTERS, FOUR, 1)).isEqualTo(8.0 / 28);
    assertThat(GridPointing.TWO.of(QUARTERS, FOUR, 2)).isZero();
    assertThat(GridPointing.TWO.of(QUARTERS, FOUR, 3)).isEqualTo(16.0 / 28);
  }

  @Test
  void aPatchOnTheBorderCountsForBothCells() {
    float[][] map = new float[4][4];
    map[0][1] = 1; // columns 8 to 16 of 32; the first cell of three ends at 10
    assertThat(GridPointing.THREE.of(map, new MosaicCells(3, 32, 32), 0))
        .isCloseTo(2.0 / 8, within(1e-15));
    assertThat(GridPointing.THREE.of(map, new MosaicCells(3, 32, 32), 1))
        .isCloseTo(6.0 / 8, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void sharesOfOneMapAddUpToOneSoThatAMapWithoutAClassIsAtChance(int side) {
    MosaicMetric metric = (MosaicMetric) Metrics.named("gridpg_" + side + "x" + side);
    MosaicCells cells = new MosaicCells(side, 44, 36);
    double mean =
        IntStream.range(0, cells.count())
            .mapToDouble(cell -> metric.of(QUARTERS, cells, cell))
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(metric.info().chance().value(0, 0), within(1e-15));
  }

  @Test
  void cellsCoverEveryPixelOnce() {
    MosaicCells cells = new MosaicCells(3, 32, 50);
    int[] covered = new int[32 * 50];
    for (int cell = 0; cell < cells.count(); cell++) {
      for (int y = cells.top(cell); y < cells.bottom(cell); y++) {
        for (int x = cells.left(cell); x < cells.right(cell); x++) {
          covered[y * 50 + x]++;
        }
      }
    }
    assertThat(covered).containsOnly(1);
  }

  @Test
  void aMapWithoutPositiveRelevanceShowsNoCellAndABrokenOneNothing() {
    assertThat(GridPointing.TWO.of(new float[4][4], FOUR, 0)).isZero();
    assertThat(GridPointing.TWO.of(new float[][] {{0.9e-7f, 0}, {0, 0}}, FOUR, 0)).isZero();
    assertThat(GridPointing.TWO.of(new float[][] {{2e-7f, 0}, {0, 0}}, FOUR, 0)).isEqualTo(1);
    assertThat(GridPointing.TWO.of(new float[][] {{1, 0}, {0, Float.NaN}}, FOUR, 0)).isNaN();
  }

  @Test
  void otherCellsAreRefused() {
    assertThatThrownBy(() -> GridPointing.THREE.of(QUARTERS, FOUR, 0))
        .hasMessage("gridpg_3x3: cell 0 of 2 x 2");
    assertThatThrownBy(() -> GridPointing.TWO.of(QUARTERS, FOUR, 4))
        .hasMessage("gridpg_2x2: cell 4 of 2 x 2");
    assertThatThrownBy(() -> new MosaicCells(3, 2, 9)).hasMessageContaining("3 x 3 cells in 2 x 9");
  }

  /** Wrong ways that are easy to write; the golden files must reject each. */
  @Test
  void wrongSharesAreKilled() {
    for (MosaicMetric metric : Metrics.family(MosaicMetric.class)) {
      assertThat(accepts(metric, g -> metric.of(g.grid(), cells(metric, g), cell(g)))).isTrue();
      assertThat(accepts(metric, g -> metric.of(absolute(g.grid()), cells(metric, g), cell(g))))
          .as("signs ignored")
          .isFalse();
      assertThat(accepts(metric, g -> metric.of(g.grid(), cells(metric, g), transposed(metric, g))))
          .as("rows and columns of cells swapped")
          .isFalse();
      assertThat(accepts(metric, g -> wholePatches(metric, g)))
          .as("patches counted for the cell of their first pixel")
          .isFalse();
    }
  }

  private static boolean accepts(MosaicMetric metric, ToDoubleFunction<Golden> formula) {
    return Golden.read(metric.name()).stream()
        .allMatch(
            g -> Math.abs(formula.applyAsDouble(g) - g.number("expected")) <= Golden.TOLERANCE);
  }

  private static MosaicCells cells(MosaicMetric metric, Golden g) {
    int patch = (int) g.number("patch");
    return new MosaicCells(metric.side(), g.grid().length * patch, g.grid()[0].length * patch);
  }

  private static int cell(Golden g) {
    return (int) g.number("cell");
  }

  private static int transposed(MosaicMetric metric, Golden g) {
    return cell(g) % metric.side() * metric.side() + cell(g) / metric.side();
  }

  private static float[][] absolute(float[][] grid) {
    float[][] absolute = new float[grid.length][grid[0].length];
    for (int i = 0; i < grid.length; i++) {
      for (int j = 0; j < grid[i].length; j++) {
        absolute[i][j] = Math.abs(grid[i][j]);
      }
    }
    return absolute;
  }

  private static double wholePatches(MosaicMetric metric, Golden g) {
    MosaicCells cells = cells(metric, g);
    int patch = (int) g.number("patch");
    double inside = 0;
    double all = 0;
    float[][] grid = g.grid();
    for (int i = 0; i < grid.length; i++) {
      for (int j = 0; j < grid[i].length; j++) {
        double value = Math.max(0, grid[i][j]);
        boolean in =
            i * patch >= cells.top(cell(g))
                && i * patch < cells.bottom(cell(g))
                && j * patch >= cells.left(cell(g))
                && j * patch < cells.right(cell(g));
        inside += in ? value : 0;
        all += value;
      }
    }
    return all <= 1e-7 ? 0 : inside / all;
  }
}
