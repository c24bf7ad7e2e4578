package vitexplain.metric.input;

import java.util.Arrays;
import vitexplain.base.Ranges;

/**
 * The score of an image, or the accuracy over images, as units are removed.
 *
 * @param scale what the values are
 * @param levels removed shares, strictly increasing, the first 0 (the untouched image is always in
 *     the curve), the last at most 1; not copied
 * @param values one a level; in [0, 1] unless logits; not copied
 */
public record Curve(Scale scale, double[] levels, double[] values) {

  /** A softmax in float may sum to a little more than 1. */
  private static final double ROUNDING = 1e-5;

  /** Two ways to write a share, 0.95 and 1 - 0.05, differ by less; two levels differ by more. */
  private static final double SAME_LEVEL = 1e-9;

  public Curve {
    Ranges.requireSameLength("curve levels and values", levels.length, values.length);
    if (levels.length < 2 || levels[0] != 0 || !(levels[levels.length - 1] <= 1)) {
      throw new IllegalArgumentException(
          "curve levels "
              + Arrays.toString(levels)
              + "; expected at least 2 removed shares, the first 0 and none above 1");
    }
    for (int i = 1; i < levels.length; i++) {
      if (!(levels[i] > levels[i - 1])) {
        throw new IllegalArgumentException(
            "curve level " + levels[i] + " does not increase after " + levels[i - 1]);
      }
    }
    for (int i = 0; i < values.length; i++) {
      boolean inRange = !scale.bounded() || (values[i] >= -ROUNDING && values[i] <= 1 + ROUNDING);
      if (!Double.isFinite(values[i]) || !inRange) {
        throw new IllegalArgumentException(
            "curve value " + values[i] + " at removed share " + levels[i] + " is no " + scale);
      }
    }
  }

  /** Trapezoid area over the levels there are; not normalised. */
  public double area() {
    double area = 0;
    for (int i = 1; i < levels.length; i++) {
      area += (levels[i] - levels[i - 1]) * (values[i] + values[i - 1]) / 2;
    }
    return area;
  }

  /**
   * Trapezoid area from 0 to a level, the curve being straight between its levels; not normalised.
   *
   * @param level above 0, not beyond the last
   * @throws IllegalArgumentException when the curve ends before
   */
  public double areaUpTo(double level) {
    double last = levels[levels.length - 1];
    if (!(level > 0 && level <= last + SAME_LEVEL)) {
      throw new IllegalArgumentException(
          "area up to removed share " + level + "; expected one above 0 and at most " + last);
    }
    double area = 0;
    for (int i = 1; i < levels.length && levels[i - 1] < level; i++) {
      double width = levels[i] - levels[i - 1];
      double part = Math.min(1, (level - levels[i - 1]) / width);
      double end = values[i - 1] + part * (values[i] - values[i - 1]);
      area += part * width * (values[i - 1] + end) / 2;
    }
    return area;
  }

  /**
   * Trapezoid area from 0 to 1, both ends included: a weighted mean of the values, so in [0, 1] for
   * probabilities.
   *
   * @throws IllegalArgumentException when the curve ends before everything is removed
   */
  public double auc() {
    requireEnd(1);
    return area();
  }

  /**
   * The value at a level of the curve; nothing is interpolated.
   *
   * @throws IllegalArgumentException when the curve has no such level
   */
  public double at(double level) {
    for (int i = 0; i < levels.length; i++) {
      if (Math.abs(levels[i] - level) < SAME_LEVEL) {
        return values[i];
      }
    }
    throw new IllegalArgumentException(
        "no value at removed share " + level + "; the curve has " + Arrays.toString(levels));
  }

  public void requireEnd(double level) {
    double last = levels[levels.length - 1];
    if (Math.abs(last - level) >= SAME_LEVEL) {
      throw new IllegalArgumentException(
          "curve ends at removed share " + last + "; expected " + level);
    }
  }

  /** Refuses to combine with a curve of other levels, another scale or another untouched score. */
  public void requireSamePoints(Curve other) {
    if (scale != other.scale) {
      throw new IllegalArgumentException("one curve is " + scale + ", the other " + other.scale);
    }
    if (!Arrays.equals(levels, other.levels)) {
      throw new IllegalArgumentException(
          "levels differ: " + Arrays.toString(levels) + " and " + Arrays.toString(other.levels));
    }
    if (Math.abs(values[0] - other.values[0]) > ROUNDING * Math.max(1, Math.abs(values[0]))) {
      throw new IllegalArgumentException(
          "untouched scores differ: "
              + values[0]
              + " and "
              + other.values[0]
              + "; expected two curves of one image and target");
    }
  }
}
