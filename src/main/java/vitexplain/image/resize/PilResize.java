package vitexplain.image.resize;

import vitexplain.image.codec.Pixels;

/**
 * Resizing that equals Pillow's {@code Image.resize} byte for byte. Models are trained behind
 * Pillow's filter, which widens with the reduction; Java 2D's does not, and the difference moves
 * logits.
 *
 * <p>One pass over rows and one over columns, each only where the size changes, with 8-bit values
 * between them and weights in fixed point (Pillow, {@code Resample.c}).
 */
public final class PilResize {

  private PilResize() {}

  /**
   * The image at another size; the same object where the size does not change.
   *
   * @param width columns of the result, at least 1
   * @param height rows of the result, at least 1
   * @throws IllegalArgumentException if a size is below 1 or the result above 100 megapixels
   */
  public static Pixels resize(Pixels source, int width, int height, Resample filter) {
    SeparableResize.requireSize(width, height);
    if (width == source.width() && height == source.height()) {
      return source;
    }
    if (filter == Resample.NEAREST) {
      return SeparableResize.pick(
          source, nearestIndices(source.width(), width), nearestIndices(source.height(), height));
    }
    ResizeTaps across = ResizeTaps.pillow(source.width(), width, filter);
    ResizeTaps down = ResizeTaps.pillow(source.height(), height, filter);
    return columnsFirst(source, width, height)
        ? SeparableResize.rows(SeparableResize.columns(source, down), across)
        : SeparableResize.columns(SeparableResize.rows(source, across), down);
  }

  /**
   * Pillow 13's order of passes (python-pillow/Pillow#9549): columns go first where the height
   * shrinks by more than twice what the width does. The rule is inferred from its results, and
   * resize_golden.py checks it on random sizes. Earlier releases begin with rows; because values
   * are rounded and clipped between the passes, bytes depend on the order.
   */
  private static boolean columnsFirst(Pixels source, int width, int height) {
    int fewerRows = source.height() - height;
    int fewerColumns = source.width() - width;
    return fewerRows > 0 && fewerRows > 2 * fewerColumns;
  }

  /** Centres by repeated addition, as Pillow does: its rounding decides ties. */
  private static int[] nearestIndices(int from, int to) {
    double step = (double) from / to;
    int[] indices = new int[to];
    double centre = step * 0.5;
    for (int i = 0; i < to; i++) {
      indices[i] = Math.min((int) centre, from - 1);
      centre += step;
    }
    return indices;
  }
}
