package vitexplain.metric.kind;

import java.util.function.DoubleBinaryOperator;

/**
 * A metric of what a raw map adds up to, for methods that promise a sum.
 *
 * @param formula (rise, sum) to a value
 */
public record SumMetric(MetricInfo info, DoubleBinaryOperator formula) implements Metric {

  /**
   * The value of one map; NaN where the sum is not a number.
   *
   * @param rise what the sum should be: the explained logit less that of the method's reference
   * @param sum of the raw map, signs kept
   */
  public double of(double rise, double sum) {
    return formula.applyAsDouble(rise, sum);
  }
}
