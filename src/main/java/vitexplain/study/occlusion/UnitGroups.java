package vitexplain.study.occlusion;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import vitexplain.metric.input.Ranking;
import vitexplain.metric.kind.SubsetMetric;
import vitexplain.metric.kind.SubsetMetric.Subsets;

/** The subsets of an image's units that are removed together, as {@link Subsets} describes them. */
public final class UnitGroups {
  /** Cells to each side of the grid. */
  private static final int SIDE = (int) Math.sqrt(Subsets.CELLS.count());

  private UnitGroups() {}

  /**
   * Random subsets, all of one size.
   *
   * @param seed that draws them
   * @param units there are
   */
  public static List<BitSet> random(long seed, int units) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = Ranking.removedCount(SubsetMetric.SHARE, units);
    List<BitSet> subsets = new ArrayList<>();
    for (int i = 0; i < Subsets.RANDOM.count(); i++) {
      BitSet subset = new BitSet();
      while (subset.cardinality() < size) {
        subset.set(random.nextInt(units));
      }
      subsets.add(subset);
    }
    return subsets;
  }

  /**
   * Cells of a grid of 4 x 4, row by row; where it does not divide the units, cells to the left and
   * above are a unit wider. Fewer than 4 to a side where there are fewer units.
   *
   * @param rows of units
   * @param columns of units
   */
  public static List<BitSet> cells(int rows, int columns) {
    int down = Math.min(SIDE, rows);
    int across = Math.min(SIDE, columns);
    List<BitSet> cells = new ArrayList<>();
    for (int cell = 0; cell < down * across; cell++) {
      cells.add(new BitSet());
    }
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        cells.get(part(y, rows, down) * across + part(x, columns, across)).set(y * columns + x);
      }
    }
    return cells;
  }

  /**
   * Ten groups of consecutive ranks, the most relevant first; where ten does not divide the units,
   * the first groups have one more. One unit a group where there are fewer than ten.
   */
  public static List<BitSet> ranks(Ranking mostFirst) {
    int[] order = mostFirst.order();
    int count = Math.min(Subsets.RANKS.count(), order.length);
    List<BitSet> groups = new ArrayList<>();
    for (int group = 0; group < count; group++) {
      groups.add(new BitSet());
    }
    for (int rank = 0; rank < order.length; rank++) {
      groups.get(part(rank, order.length, count)).set(order[rank]);
    }
    return groups;
  }

  /** Which of so many parts a place belongs to; the first length mod parts have one more. */
  private static int part(int place, int length, int parts) {
    int size = length / parts;
    int larger = length % parts;
    int inLarger = larger * (size + 1);
    return place < inLarger ? place / (size + 1) : larger + (place - inLarger) / size;
  }
}
