package vitexplain.metric.input;

import java.util.Locale;

/**
 * A picture in side x side cells, numbered row by row. Where its size is no multiple of the side,
 * cells differ by one pixel.
 *
 * @param side cells a row and a column
 * @param height of the picture in pixels
 * @param width likewise
 */
public record MosaicCells(int side, int height, int width) {

  public MosaicCells {
    if (side < 1 || height < side || width < side) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d x %d cells in %d x %d pixels", side, side, height, width));
    }
  }

  /** How many there are. */
  public int count() {
    return side * side;
  }

  /** First row of pixels of a cell. */
  public int top(int cell) {
    return cell / side * height / side;
  }

  /** First row of pixels below it. */
  public int bottom(int cell) {
    return (cell / side + 1) * height / side;
  }

  /** First column of pixels of a cell. */
  public int left(int cell) {
    return cell % side * width / side;
  }

  /** First column of pixels right of it. */
  public int right(int cell) {
    return (cell % side + 1) * width / side;
  }
}
