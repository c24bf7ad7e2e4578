package vitexplain.metric.kind;

import java.util.function.ToDoubleFunction;
import vitexplain.metric.input.Shapes;

/** A descriptor of a map alone, on the patch grid: no mask and no model. */
public record GridMetric(MetricInfo info, ToDoubleFunction<float[]> formula) implements Metric {

  /**
   * The value of one map; NaN where undefined.
   *
   * @param grid one score a patch, at least 0, not upsampled
   * @throws IllegalArgumentException when there is no patch
   */
  public double of(float[] grid) {
    Shapes.requirePixels(grid.length);
    return formula.applyAsDouble(grid);
  }
}
