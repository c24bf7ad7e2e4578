package vitexplain.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * Intervals of shares of hits. A bootstrap finds no spread where all images are hits, and would
 * call 8 of 8 certain; Wilson's score interval (Wilson 1927, doi:10.2307/2276774; recommended for
 * few trials by Brown, Cai and DasGupta 2001, doi:10.1214/ss/1009213286) does not.
 */
final class Shares {
  private static final double CONFIDENCE = 0.95;

  private Shares() {}

  /**
   * The mean and its interval.
   *
   * @param values each the lower or the upper end of the range
   */
  static Estimate estimate(double[] values, ValueRange range) {
    int n = values.length;
    double mean = Arrays.stream(values).sum() / n;
    if (n < Estimate.FEWEST_IMAGES) {
      return new Estimate(mean, Double.NaN, Double.NaN, n);
    }
    int hits = (int) Arrays.stream(values).filter(v -> v == range.high()).count();
    ConfidenceInterval wilson = new WilsonScoreInterval().createInterval(n, hits, CONFIDENCE);
    double width = range.high() - range.low();
    return range.limit(
        new Estimate(
            mean,
            range.low() + width * wilson.getLowerBound(),
            range.low() + width * wilson.getUpperBound(),
            n));
  }
}
