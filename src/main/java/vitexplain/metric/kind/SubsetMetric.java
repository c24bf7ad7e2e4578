package vitexplain.metric.kind;

import java.util.function.ToDoubleBiFunction;
import vitexplain.base.Ranges;

/**
 * A metric of random subsets of a map's units: what the map says they are worth against what the
 * model loses without them.
 *
 * @param formula (sums, drops) to a value
 */
public record SubsetMetric(MetricInfo info, ToDoubleBiFunction<double[], double[]> formula)
    implements Metric {

  /** Subsets per image, the same for every method. */
  public static final int SUBSETS = 200;

  /** Share of the units in each. */
  public static final double SHARE = 0.2;

  /**
   * The value of one map; NaN where undefined.
   *
   * @param sums one a subset: the map summed over it
   * @param drops one a subset: score of the image minus its score without the subset
   */
  public double of(double[] sums, double[] drops) {
    Ranges.requireSameLength(name(), sums.length, drops.length);
    return formula.applyAsDouble(sums, drops);
  }
}
