package vitexplain.latency.jmh;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Values of several rounds in short.
 *
 * @param median NaN without a round
 * @param low the lowest; NaN with fewer than two rounds, which say nothing of a spread
 * @param high the highest, likewise
 * @param rounds how many
 */
public record Spread(double median, double low, double high, int rounds) {

  public static Spread of(double... values) {
    boolean several = values.length > 1;
    return new Spread(
        new Median().evaluate(values),
        several ? Arrays.stream(values).min().getAsDouble() : Double.NaN,
        several ? Arrays.stream(values).max().getAsDouble() : Double.NaN,
        values.length);
  }
}
