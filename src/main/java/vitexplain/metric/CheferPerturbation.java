package vitexplain.metric;

/**
 * Chefer's perturbation test (arXiv:2012.09838, section 4): accuracy over images with 0, 10, ... 90
 * % of the pixels black. The positive test removes the most relevant first (lower is better), the
 * negative test the least relevant first (higher is better).
 */
public final class CheferPerturbation {

  private static final double LAST_LEVEL = 0.9;

  private static final double PERCENT = 100;

  private CheferPerturbation() {}

  /**
   * Area x 100 as that paper prints it: 0 to 90, since the axis ends at 0.9.
   *
   * @param accuracy levels 0 to 0.9
   * @throws IllegalArgumentException when the curve is no accuracy or does not end at 0.9
   */
  public static double area(Curve accuracy) {
    if (accuracy.scale() != Scale.ACCURACY) {
      throw new IllegalArgumentException(
          "chefer_pos and chefer_neg need a curve of ACCURACY, found " + accuracy.scale());
    }
    accuracy.requireEnd(LAST_LEVEL);
    return PERCENT * accuracy.area();
  }

  /** {@link #area} over the length of the axis: mean accuracy in percent, 0 to 100. */
  public static double normalised(Curve accuracy) {
    return area(accuracy) / LAST_LEVEL;
  }
}
