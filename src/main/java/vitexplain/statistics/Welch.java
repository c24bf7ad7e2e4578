package vitexplain.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * Two independent means of unlike spread against each other: Student's t with the degrees of
 * freedom of Welch 1947 (doi:10.1093/biomet/34.1-2.28).
 */
public final class Welch {
  private static final double UPPER = 0.975;

  private Welch() {}

  /**
   * What two means are to each other.
   *
   * @param value their difference or ratio
   * @param low lower end of its 95 % interval; NaN where one mean has no error
   * @param high upper end; NaN likewise
   * @param p two-sided, of no difference; NaN likewise
   */
  public record Contrast(double value, double low, double high, double p) {}

  /** The second mean minus the first. */
  public static Contrast difference(Measured first, Measured second) {
    double value = second.mean() - first.mean();
    double reach = reach(first.error(), first.degrees(), second.error(), second.degrees());
    double p = p(value, first.error(), first.degrees(), second.error(), second.degrees());
    return new Contrast(value, value - reach, value + reach, p);
  }

  /**
   * The second mean over the first, by their logarithms: the standard error of a logarithm is the
   * relative standard error, up to terms of its square.
   *
   * @param first positive mean
   * @param second positive mean
   */
  public static Contrast ratio(Measured first, Measured second) {
    double log = Math.log(second.mean() / first.mean());
    double a = first.error() / first.mean();
    double b = second.error() / second.mean();
    double reach = reach(a, first.degrees(), b, second.degrees());
    double p = p(log, a, first.degrees(), b, second.degrees());
    return new Contrast(Math.exp(log), Math.exp(log - reach), Math.exp(log + reach), p);
  }

  private static double reach(double a, double degreesA, double b, double degreesB) {
    double error = Math.hypot(a, b);
    if (Double.isNaN(error) || error == 0) {
      return error;
    }
    return error * t(a, degreesA, b, degreesB).inverseCumulativeProbability(UPPER);
  }

  private static double p(double value, double a, double degreesA, double b, double degreesB) {
    double error = Math.hypot(a, b);
    if (Double.isNaN(error)) {
      return Double.NaN;
    }
    if (error == 0) {
      return value == 0 ? 1 : 0;
    }
    return 2 * t(a, degreesA, b, degreesB).cumulativeProbability(-Math.abs(value) / error);
  }

  private static TDistribution t(double a, double degreesA, double b, double degreesB) {
    double total = a * a + b * b;
    double shareA = a * a / total;
    double shareB = b * b / total;
    double degrees = 1 / (shareA * shareA / degreesA + shareB * shareB / degreesB);
    return new TDistribution(degrees);
  }
}
