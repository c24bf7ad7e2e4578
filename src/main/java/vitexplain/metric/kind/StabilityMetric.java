package vitexplain.metric.kind;

import java.util.function.ToDoubleBiFunction;
import vitexplain.base.Ranges;
import vitexplain.statistics.ValueRange;

/**
 * A metric of how a map changes with small changes of its image.
 *
 * @param formula (map of the image, maps of its noisy copies) to a value
 */
public record StabilityMetric(MetricInfo info, ToDoubleBiFunction<float[], float[][]> formula)
    implements Metric {

  /** Noisy copies per image, the same for every method. */
  public static final int DRAWS = 10;

  /** Largest change of a value of the normalised image, uniform in between. */
  public static final double RADIUS = 0.02;

  /** The greatest relative change: max over draws of |map' - map| / |map|, Euclidean norms. */
  public static final StabilityMetric MAX_SENSITIVITY =
      new StabilityMetric(
          new MetricInfo(
              "max_sensitivity",
              Direction.LOWER_IS_BETTER,
              Chance.NONE,
              ValueRange.POSITIVE,
              "greatest relative change of the raw map over 10 copies with noise of at most 0.02",
              "Yeh et al. 2019, arXiv:1901.09392, section 4"),
          StabilityMetric::maxSensitivity);

  /**
   * The value of one image; NaN when the map is 0 everywhere.
   *
   * @param map raw, one score a patch
   * @param noisy maps of the noisy copies, of the same size
   */
  public double of(float[] map, float[][] noisy) {
    for (float[] other : noisy) {
      Ranges.requireSameLength(name(), map.length, other.length);
    }
    return formula.applyAsDouble(map, noisy);
  }

  private static double maxSensitivity(float[] map, float[][] noisy) {
    double norm = norm(map, new float[map.length]);
    double greatest = 0;
    for (float[] other : noisy) {
      greatest = Math.max(greatest, norm(other, map));
    }
    return norm == 0 ? Double.NaN : greatest / norm;
  }

  private static double norm(float[] a, float[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }
}
