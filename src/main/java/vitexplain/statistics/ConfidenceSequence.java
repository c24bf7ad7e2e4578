package vitexplain.statistics;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * Intervals of a mean, one after each value, that hold it all at once: with probability 1 - alpha
 * not one of them leaves it out, so one may look after every value and stop when one likes. Values
 * come one by one, each with the same mean whatever came before, as images drawn at random do;
 * nothing else is supposed but the range.
 *
 * <p>The hedged capital of Waudby-Smith and Ramdas 2024, "Estimating means of bounded random
 * variables by betting", theorem 3: the means that no gambler got rich against.
 *
 * @param range of the values, finite
 * @param alpha share of studies that may go wrong, between 0 and 1
 */
public record ConfidenceSequence(ValueRange range, double alpha) {
  /** An interval's ends are known to the range over 2 to this power. */
  private static final int HALVINGS = 50;

  /**
   * @throws IllegalArgumentException if the range is infinite or alpha is not between 0 and 1
   */
  public ConfidenceSequence {
    if (!Double.isFinite(range.high() - range.low())) {
      throw new IllegalArgumentException("values between " + range.low() + " and " + range.high());
    }
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha " + alpha + " is not between 0 and 1");
    }
  }

  /**
   * The means that are not ruled out.
   *
   * @param low the least of them
   * @param high the greatest; less than {@code low} where none is left, which is as rare as alpha
   */
  public record Interval(double low, double high) {}

  /**
   * The interval after all of some values: what is left of those after the first, the second and so
   * on.
   *
   * @param values in their order; NaN = undefined, left out
   * @return the whole range if there are none
   * @throws IllegalArgumentException if a value is out of range
   */
  public Interval after(double... values) {
    double[] units =
        Arrays.stream(values).filter(v -> !Double.isNaN(v)).map(this::ofRange).toArray();
    double low = lastTrue(mean -> wins(units, mean, true));
    double high = 1 - lastTrue(mean -> wins(units, 1 - mean, false));
    return new Interval(ofUnit(low), ofUnit(high));
  }

  private boolean wins(double[] units, double mean, boolean above) {
    Stakes stakes = Stakes.first(alpha);
    Capital capital = Capital.first(mean, above);
    for (double unit : units) {
      capital = capital.after(unit, stakes.next());
      stakes = stakes.after(unit);
    }
    return capital.wins(alpha);
  }

  /** The end of the means from 0 on that something is true of; 0 if of none. */
  private static double lastTrue(DoublePredicate isTrue) {
    double yes = 0;
    double no = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (yes + no) / 2;
      if (isTrue.test(middle)) {
        yes = middle;
      } else {
        no = middle;
      }
    }
    return yes;
  }

  /** From the range to 0 to 1. */
  double ofRange(double value) {
    if (value < range.low() || value > range.high()) {
      throw new IllegalArgumentException(
          value + " is not between " + range.low() + " and " + range.high());
    }
    return (value - range.low()) / (range.high() - range.low());
  }

  private double ofUnit(double unit) {
    return range.low() + unit * (range.high() - range.low());
  }
}
