package vitexplain.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean and how well it is known.
 *
 * @param mean as measured
 * @param error its standard error; NaN where nothing is known of it
 * @param degrees degrees of freedom of the error, at least 1; NaN likewise
 */
public record Measured(double mean, double error, double degrees) {

  /**
   * Of repetitions.
   *
   * @param values at least one; a single one has no error
   */
  public static Measured of(double... values) {
    int n = values.length;
    if (n == 0) {
      throw new IllegalArgumentException("no values; expected at least 1");
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return n < 2
        ? new Measured(mean, Double.NaN, Double.NaN)
        : new Measured(mean, Math.sqrt(squares / (n - 1) / n), n - 1);
  }

  /**
   * From an interval by Student's t that another program gave.
   *
   * @param halfWidth of the interval; NaN where there is none
   * @param level of the interval, in (0, 1)
   * @param n values that the mean is of
   */
  public static Measured ofInterval(double mean, double halfWidth, double level, long n) {
    if (n < 2 || Double.isNaN(halfWidth)) {
      return new Measured(mean, Double.NaN, Double.NaN);
    }
    double t = new TDistribution(n - 1).inverseCumulativeProbability((1 + level) / 2);
    return new Measured(mean, halfWidth / t, n - 1);
  }
}
