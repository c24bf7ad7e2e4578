package vitexplain.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear axis in a drawing of the page.
 *
 * @param low value at its start
 * @param high value at its end, above low
 * @param from place of its start, in user units
 * @param to place of its end
 */
record Scale(double low, double high, double from, double to) {

  private static final int[] STEPS = {1, 2, 5, 10};

  double place(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /** A place as text, to a tenth of a unit. */
  String at(double value) {
    return number(place(value));
  }

  static String number(double place) {
    String text = String.format(Locale.ROOT, "%.1f", place);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** Round values on the axis: multiples of 1, 2 or 5 times a power of ten, at most so many. */
  List<BigDecimal> ticks(int most) {
    BigDecimal step = step((high - low) / most);
    List<BigDecimal> ticks = new ArrayList<>();
    long last = (long) Math.floor(high / step.doubleValue());
    for (long i = (long) Math.ceil(low / step.doubleValue()); i <= last; i++) {
      ticks.add(step.multiply(BigDecimal.valueOf(i)));
    }
    return ticks;
  }

  private static BigDecimal step(double least) {
    int exponent = (int) Math.floor(Math.log10(least));
    BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(exponent);
    int factor = BigDecimal.valueOf(least).divide(unit, 9, RoundingMode.HALF_EVEN).intValue();
    for (int step : STEPS) {
      if (step > factor || step * unit.doubleValue() >= least) {
        return unit.multiply(BigDecimal.valueOf(step));
      }
    }
    throw new IllegalArgumentException("no step of an axis for " + least);
  }
}
