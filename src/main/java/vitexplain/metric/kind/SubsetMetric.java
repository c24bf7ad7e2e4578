package vitexplain.metric.kind;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import vitexplain.base.Ranges;

/**
 * A metric of subsets of a map's units: what the map says they are worth against what the model
 * loses without them.
 *
 * @param subsets which units are removed together
 * @param formula (sums, drops) to a value
 */
public record SubsetMetric(
    MetricInfo info, Subsets subsets, ToDoubleBiFunction<double[], double[]> formula)
    implements Metric {

  /** Which units are removed together, and what is summed over them. */
  public enum Subsets {
    /** Random fifths of the units, the same for every method; the min-maxed map is summed. */
    RANDOM(200, false),
    /** Cells of a grid of 4 x 4, the same for every method; the raw map is summed, signs kept. */
    CELLS(16, false),
    /**
     * Ten groups of consecutive ranks, the highest first, equally large but for one unit; every
     * method has its own, and its raw map is summed.
     */
    RANKS(10, true);

    private final int count;
    private final boolean ofEachMethod;

    Subsets(int count, boolean ofEachMethod) {
      this.count = count;
      this.ofEachMethod = ofEachMethod;
    }

    /** Subsets of one map; fewer where there are not as many units. */
    public int count() {
      return count;
    }

    /** Subsets of one image that is explained by so many methods, at most. */
    public int count(int methods) {
      return ofEachMethod ? count * methods : count;
    }
  }

  /** Share of the units in each random subset. */
  public static final double SHARE = 0.2;

  /**
   * The value of one map; NaN where undefined, as for a map with a value that is not finite.
   *
   * @param sums one a subset: the map summed over it
   * @param drops one a subset: score of the image minus its score without the subset
   */
  public double of(double[] sums, double[] drops) {
    Ranges.requireSameLength(name(), sums.length, drops.length);
    return Arrays.stream(sums).allMatch(Double::isFinite)
        ? formula.applyAsDouble(sums, drops)
        : Double.NaN;
  }
}
