package vitexplain.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * A statistic over images and its 95 % interval.
 *
 * @param mean the statistic of the images as they are; NaN when it is defined for none
 * @param low lower end; NaN below {@link #FEWEST_IMAGES}
 * @param high upper end; NaN likewise
 * @param n images it is defined for; the others were left out
 */
public record Estimate(double mean, double low, double high, int n) {

  /**
   * Fewer images have no interval: from here on it holds its 95 % on the values of most metrics
   * ({@code CoverageStudy} in the tests).
   */
  public static final int FEWEST_IMAGES = 4;

  private static final double LOW_PERCENT = 2.5;
  private static final double HIGH_PERCENT = 97.5;

  /**
   * With the middle 95 % of a statistic's repetitions, quantiles interpolated linearly.
   *
   * @param repeated NaN = undefined, left out
   */
  static Estimate of(double value, double[] repeated, int n) {
    if (n < FEWEST_IMAGES) {
      return new Estimate(value, Double.NaN, Double.NaN, n);
    }
    double[] defined = Arrays.stream(repeated).filter(v -> !Double.isNaN(v)).toArray();
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(defined);
    return new Estimate(
        value, percentile.evaluate(LOW_PERCENT), percentile.evaluate(HIGH_PERCENT), n);
  }
}
