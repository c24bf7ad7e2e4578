package vitexplain.metric;

/** A metric of a whole map against a mask, at the mask's resolution, without a threshold. */
public record MaskMetric(MetricInfo info, Formula formula) implements Metric {

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
}
