package vitexplain.metric.localisation;

import vitexplain.metric.input.Confusion;

/**
 * The three numbers of soham5498/Explanable_Ai as that project computes them, for comparison with
 * its output: on the patch grid, threshold 0.5, an empty union scored 0 and a mask without
 * foreground scored AP 0 (scikit-learn's choice). The project's own metrics differ on each point.
 *
 * @param pixelAcc share of patches right, 0 to 1
 * @param iou foreground IoU, 0 to 1
 * @param ap average precision of the grid map, 0 to 1
 */
public record StudentMetrics(double pixelAcc, double iou, double ap) {

  private static final float THRESHOLD = 0.5f;

  /**
   * The numbers of one image.
   *
   * @param grid the map on the patch grid, min-maxed, not upsampled
   * @param mask the mask resized to the grid, true = foreground
   * @throws IllegalArgumentException when sizes differ or are 0
   */
  public static StudentMetrics of(float[] grid, boolean[] mask) {
    Confusion confusion = Confusion.of(grid, mask, THRESHOLD);
    boolean emptyUnion = confusion.tp() + confusion.fp() + confusion.fn() == 0;
    boolean noForeground = confusion.tp() + confusion.fn() == 0;
    return new StudentMetrics(
        confusion.pixelAcc(),
        emptyUnion ? 0 : confusion.iouFg(),
        noForeground ? 0 : AveragePrecision.of(grid, mask));
  }
}
