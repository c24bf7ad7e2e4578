package vitexplain.metric.kind;

import java.util.function.ToDoubleBiFunction;
import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Protocol;

/**
 * A metric of the two perturbation curves of one map.
 *
 * @param protocol where it is defined
 * @param formula (least relevant first, most relevant first) to a value
 */
public record CurveMetric(
    MetricInfo info, Protocol protocol, ToDoubleBiFunction<Curve, Curve> formula)
    implements Metric {

  /**
   * The value for one map. The order of the arguments is that of the names: a swap changes the
   * sign.
   *
   * @param leastFirst scores as the least relevant units are removed first (LeRF)
   * @param mostFirst scores as the most relevant units are removed first (MoRF), same levels
   * @throws IllegalArgumentException when the curves differ in scale, levels or starting value
   */
  public double of(Curve leastFirst, Curve mostFirst) {
    leastFirst.requireSamePoints(mostFirst);
    return formula.applyAsDouble(leastFirst, mostFirst);
  }
}
