package vitexplain.metric.kind;

import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/**
 * What a map that knows nothing scores: the number a value has to be read against.
 *
 * @param text as people read it: {@code 0.50}, {@code foreground share}
 * @param formula (f, s) to the expected value, f the foreground share of the mask, s the share of
 *     pixels predicted as foreground, both 0 to 1; NaN where no formula exists
 */
public record Chance(String text, DoubleBinaryOperator formula) {

  /** The share of pixels that are foreground. */
  public static final Chance FOREGROUND_SHARE = new Chance("foreground share", (f, s) -> f);

  /** Depends on the model and the images: only the random control row tells. */
  public static final Chance CONTROL_ROW =
      new Chance("the random control row", (f, s) -> Double.NaN);

  /** A descriptor has none. */
  public static final Chance NONE = new Chance("none", (f, s) -> Double.NaN);

  /** The same whatever the mask. */
  public static Chance fixed(double value) {
    return new Chance(String.format(Locale.ROOT, "%.2f", value), (f, s) -> value);
  }

  /**
   * The expected value, NaN where only a control row tells.
   *
   * @param foregroundShare share of foreground pixels, 0 to 1
   * @param predictedShare share of pixels predicted as foreground, 0 to 1; of no effect on metrics
   *     that do not binarise
   */
  public double value(double foregroundShare, double predictedShare) {
    requireShare("foreground share", foregroundShare);
    requireShare("predicted share", predictedShare);
    return formula.applyAsDouble(foregroundShare, predictedShare);
  }

  private static void requireShare(String what, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(what + " " + share + " is not in [0, 1]");
    }
  }
}
