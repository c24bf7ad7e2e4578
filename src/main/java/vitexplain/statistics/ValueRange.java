package vitexplain.statistics;

import java.util.Arrays;

/**
 * Values that a metric can take for one image, and with them its mean over images: an interval of
 * the mean need not go beyond.
 *
 * @param low least value, perhaps negative infinity
 * @param high greatest value, perhaps infinity
 * @param endsOnly whether it takes these two values only, as hit and miss do
 */
public record ValueRange(double low, double high, boolean endsOnly) {

  /** 0 to 1: shares and probabilities. */
  public static final ValueRange SHARE = of(0, 1);

  /** 0 to 100. */
  public static final ValueRange PERCENT = of(0, 100);

  /** -1 to 1: correlations, and differences of probabilities. */
  public static final ValueRange SIGNED = of(-1, 1);

  /** 0 and more. */
  public static final ValueRange POSITIVE = of(0, Double.POSITIVE_INFINITY);

  /** Any number. */
  public static final ValueRange ANY = of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Any value between the two. */
  public static ValueRange of(double low, double high) {
    return new ValueRange(low, high, false);
  }

  /** One of the two. */
  public static ValueRange either(double low, double high) {
    return new ValueRange(low, high, true);
  }

  /** Of a metric's differences between two methods. */
  public ValueRange ofDifferences() {
    return of(low - high, high - low);
  }

  /** Whether these can be counted as hits and misses: means over seeds, for one, cannot. */
  boolean areEnds(double[] values) {
    return endsOnly && Arrays.stream(values).allMatch(v -> v == low || v == high);
  }

  /** The part of an interval in the range. */
  Estimate limit(Estimate e) {
    // A mean that rounding puts beyond an end stays in its interval.
    return new Estimate(
        e.mean(),
        Math.min(e.mean(), Math.max(low, e.low())),
        Math.max(e.mean(), Math.min(high, e.high())),
        e.n());
  }
}
