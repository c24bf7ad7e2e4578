package vitexplain.heatmaps;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import vitexplain.metric.input.Confusion;
import vitexplain.metric.localisation.AveragePrecision;
import vitexplain.metric.localisation.StudentMetrics;

/**
 * The three numbers that {@code explain} prints of a map against its mask, defined as in an
 * evaluation: where one is undefined it is NaN and no part of a mean.
 *
 * @param pixelAcc share of pixels right at the threshold 0.5, 0 to 1
 * @param iou foreground IoU at the same threshold, 0 to 1; NaN where neither map nor mask has
 *     foreground
 * @param ap average precision, 0 to 1; NaN where the mask has no foreground
 */
public record ExplainScores(double pixelAcc, double iou, double ap) {
  private static final float THRESHOLD = 0.5f;
  private static final String UNDEFINED = "undefined";

  /**
   * Scores a map at the mask's resolution.
   *
   * @param map row-major, min-maxed
   * @param mask as large, true = foreground
   */
  static ExplainScores of(float[] map, boolean[] mask) {
    Confusion counts = Confusion.of(map, mask, THRESHOLD);
    return new ExplainScores(counts.pixelAcc(), counts.iouFg(), AveragePrecision.of(map, mask));
  }

  /** Another project's numbers, which are never undefined: 0 instead. */
  static ExplainScores of(StudentMetrics scores) {
    return new ExplainScores(scores.pixelAcc(), scores.iou(), scores.ap());
  }

  /** {@code PixelAcc: 0.88 | IoU: 0.53 | AP: 0.85}, or {@code undefined} for a number. */
  public String line() {
    return line(List.of(this));
  }

  /** {@code IoU: 0.53}, or {@code undefined} for the number. */
  String iouLine() {
    return "IoU: " + mean(List.of(this), ExplainScores::iou);
  }

  /** The same of each number's mean over the images where it is defined; n where it is not all. */
  public static String line(Collection<ExplainScores> images) {
    return String.format(
        Locale.ROOT,
        "PixelAcc: %s | IoU: %s | AP: %s",
        mean(images, ExplainScores::pixelAcc),
        mean(images, ExplainScores::iou),
        mean(images, ExplainScores::ap));
  }

  private static String mean(
      Collection<ExplainScores> images, ToDoubleFunction<ExplainScores> number) {
    List<Double> defined =
        images.stream()
            .map(number::applyAsDouble)
            .filter(value -> !Double.isNaN(value))
            .collect(Collectors.toList());
    if (defined.isEmpty()) {
      return UNDEFINED;
    }
    double mean = defined.stream().mapToDouble(v -> v).average().orElseThrow();
    String text = String.format(Locale.ROOT, "%.2f", mean);
    return defined.size() == images.size() ? text : text + " (n = " + defined.size() + ")";
  }
}
