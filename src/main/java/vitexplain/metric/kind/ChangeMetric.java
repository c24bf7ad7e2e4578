package vitexplain.metric.kind;

import java.util.function.DoubleBinaryOperator;

/**
 * A metric of what happens to the target's probability when the image is multiplied by its map.
 *
 * @param formula (y of the image, o of the product) to a value
 */
public record ChangeMetric(MetricInfo info, DoubleBinaryOperator formula) implements Metric {

  /**
   * The value of one image.
   *
   * @param y probability of the image, 0 to 1
   * @param o probability of the product, 0 to 1
   * @throws IllegalArgumentException when one is no probability
   */
  public double of(double y, double o) {
    return formula.applyAsDouble(y, o);
  }
}
