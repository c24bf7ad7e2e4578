package vitexplain.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The 95 % interval of a mean by Student's t, corrected for the skewness of the values: with T =
 * (mean - true mean) / s and g the skewness, sqrt(n) (T + g T^2 / 3 + g^2 T^3 / 27 + g / (6 n)) has
 * no skewness left and is compared with t (Hall 1992, doi:10.1111/j.2517-6161.1992.tb01875.x; t in
 * the place of his normal quantiles, as the images are few).
 *
 * @param low lower end from the mean, at most 0
 * @param high upper end from the mean, at least 0
 */
record SkewedT(double low, double high) {
  private static final double UPPER = 0.975;

  /** Below it the values are symmetric, and the formula divides by it. */
  private static final double SYMMETRIC = 1e-9;

  /**
   * The ends.
   *
   * @param deviations of at least 2 values from their mean, not all 0
   */
  static SkewedT of(double[] deviations) {
    int n = deviations.length;
    double spread = Math.sqrt(Arrays.stream(deviations).map(d -> d * d).sum() / (n - 1));
    double skewness =
        Arrays.stream(deviations).map(d -> d / spread).map(z -> z * z * z).average().orElseThrow();
    double t = new TDistribution(n - 1).inverseCumulativeProbability(UPPER);
    return new SkewedT(-spread * inverse(t, skewness, n), -spread * inverse(-t, skewness, n));
  }

  /** The T that is transformed to a quantile. */
  private static double inverse(double quantile, double g, int n) {
    double y = quantile / Math.sqrt(n) - g / (6 * n);
    return Math.abs(g) < SYMMETRIC ? y : 3 / g * (Math.cbrt(1 + g * y) - 1);
  }
}
