package vitexplain.metric.kind;

import vitexplain.metric.input.Curve;

/**
 * A metric of one removed or kept share q of a map's units, read from the perturbation curves: the
 * same information as the curves, so never evidence beside them.
 */
public record ShareMetric(MetricInfo info, Formula formula) implements Metric {

  /** What {@link ShareMetric#of} computes. */
  @FunctionalInterface
  public interface Formula {
    double of(Curve leastFirst, Curve mostFirst, double q);
  }

  private static final double[] SHARES = {0.01, 0.05, 0.1, 0.2, 0.5};

  private static final double[] LEVELS = {0, 0.01, 0.05, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99};

  /** The shares q it is quoted at: 1, 5, 10, 20 and 50 %. */
  public static double[] shares() {
    return SHARES.clone();
  }

  /** Removed shares that the curves need for them: 0, every q and every 1 - q. */
  public static double[] levels() {
    return LEVELS.clone();
  }

  /**
   * The value of one map at a share.
   *
   * @param q one of {@link #shares()}
   * @throws IllegalArgumentException when the curves differ or lack a level
   */
  public double of(Curve leastFirst, Curve mostFirst, double q) {
    leastFirst.requireSamePoints(mostFirst);
    return formula.of(leastFirst, mostFirst, q);
  }
}
