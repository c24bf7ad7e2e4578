package vitexplain.report.results;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.run.row.LatencyRow;

/**
 * What a map costs, in forward passes, with the interval that one may order by.
 *
 * @param method its id
 * @param ratio time over the forward pass
 * @param low lowest of any process; with one process from JMH's 99.9 % errors of both means; NaN if
 *     neither is known
 * @param high highest, likewise
 */
public record Cost(String method, double ratio, double low, double high) {

  /** From a row of mean times and the row of the forward pass under the same conditions. */
  static Cost of(LatencyRow row, Optional<LatencyRow> forward) {
    double ratio = row.ratioToForward();
    LatencyRow.Repeats repeats = row.repeats();
    if (Double.isFinite(repeats.ratioLow()) && Double.isFinite(repeats.ratioHigh())) {
      return new Cost(row.method(), ratio, repeats.ratioLow(), repeats.ratioHigh());
    }
    return forward
        .filter(base -> base.scoreMs() > base.errorMs() && row.scoreMs() > row.errorMs())
        .map(
            base ->
                new Cost(
                    row.method(),
                    ratio,
                    (row.scoreMs() - row.errorMs()) / (base.scoreMs() + base.errorMs()),
                    (row.scoreMs() + row.errorMs()) / (base.scoreMs() - base.errorMs())))
        .orElse(new Cost(row.method(), ratio, Double.NaN, Double.NaN));
  }

  /** Costs of these methods as the page quotes them, cheapest first. */
  public static List<Cost> of(Results results, List<String> methods) {
    return methods.stream()
        .flatMap(method -> results.time(method).stream())
        .map(row -> of(row, results.forward(Condition.of(row))))
        .sorted(Comparator.comparingDouble(Cost::ratio))
        .toList();
  }

  /** Whether this is cheaper whatever value of its interval holds. */
  public boolean isBelow(Cost other) {
    return high < other.low;
  }

  /** As in {@code 1.90 [1.86, 1.96]}. */
  public String text() {
    return Format.number(ratio, 2)
        + (Double.isFinite(low) && Double.isFinite(high)
            ? String.format(Locale.ROOT, " [%s, %s]", Format.number(low, 2), Format.number(high, 2))
            : "");
  }
}
