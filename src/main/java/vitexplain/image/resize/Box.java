package vitexplain.image.resize;

/**
 * A rectangle in pixel coordinates: pixel (row, column) covers [column, column + 1) x [row, row +
 * 1). Edges may lie between pixels and outside an image.
 *
 * @param left smallest x
 * @param top smallest y
 * @param right largest x, above left
 * @param bottom largest y, above top
 */
public record Box(double left, double top, double right, double bottom) {

  public Box {
    if (!(right > left) || !(bottom > top)) {
      throw new IllegalArgumentException(
          "box from (" + left + ", " + top + ") to (" + right + ", " + bottom + ") is empty");
    }
  }

  /** The whole of an image. */
  public static Box of(int width, int height) {
    return new Box(0, 0, width, height);
  }

  /** Right less left, in pixels. */
  public double width() {
    return right - left;
  }

  /** Bottom less top, in pixels. */
  public double height() {
    return bottom - top;
  }
}
