package vitexplain.metric.kind;

import java.util.BitSet;
import vitexplain.metric.input.Shapes;

/**
 * A metric of a whole map against a mask, at the mask's resolution, without a threshold.
 *
 * @param usesPlaces whether it matters where pixels lie, and not only which they are
 */
public record MaskMetric(MetricInfo info, boolean usesPlaces, Formula formula) implements Metric {

  /** A metric for which pixels may come in any order. */
  public MaskMetric(MetricInfo info, Formula formula) {
    this(info, false, formula);
  }

  /** What {@link MaskMetric#of} computes. */
  @FunctionalInterface
  public interface Formula {
    double of(float[] map, boolean[] mask, int width);
  }

  /**
   * The value of one map; NaN where undefined.
   *
   * @param map row-major scores [rows * width], min-maxed
   * @param mask row-major [rows * width], true = foreground
   * @param width pixels a row
   * @throws IllegalArgumentException when sizes differ, are 0 or are not whole rows
   */
  public double of(float[] map, boolean[] mask, int width) {
    Shapes.requireSamePixels(map, mask);
    Shapes.requireRows(map, width);
    return formula.of(map, mask, width);
  }

  /**
   * The same where some pixels count neither as foreground nor as background.
   *
   * @param ignored their indices; none of them is foreground, and some pixel is not among them
   */
  public double of(float[] map, boolean[] mask, BitSet ignored, int width) {
    if (ignored.isEmpty()) {
      return of(map, mask, width);
    }
    return usesPlaces ? of(below(map, ignored), mask, width) : ofCounted(map, mask, ignored);
  }

  private double ofCounted(float[] map, boolean[] mask, BitSet ignored) {
    int count = map.length - ignored.cardinality();
    float[] values = new float[count];
    boolean[] foreground = new boolean[count];
    int to = 0;
    for (int i = ignored.nextClearBit(0); i < map.length; i = ignored.nextClearBit(i + 1)) {
      values[to] = map[i];
      foreground[to++] = mask[i];
    }
    return of(values, foreground, count);
  }

  /** Ignored pixels can be nothing's highest. */
  private static float[] below(float[] map, BitSet ignored) {
    float[] below = map.clone();
    ignored.stream().forEach(i -> below[i] = Float.NEGATIVE_INFINITY);
    return below;
  }
}
