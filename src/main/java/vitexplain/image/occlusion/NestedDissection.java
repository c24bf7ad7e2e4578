package vitexplain.image.occlusion;

/**
 * An order of a grid's pixels in which eliminating them one by one fills little (George 1973, SIAM
 * J. Numer. Anal. 10): both halves of a rectangle first, the line between them last. A Cholesky
 * factor of an n x n grid then has about 8 n^2 log2 n entries instead of n^3.
 */
final class NestedDissection {
  /** Below this many pixels any order will do. */
  private static final int LEAF = 12;

  private final int width;
  private final int[] order;
  private int next;

  private NestedDissection(int height, int width) {
    this.width = width;
    this.order = new int[height * width];
  }

  /** Pixel indices, row by row, in the order in which to eliminate them. */
  static int[] order(int height, int width) {
    NestedDissection dissection = new NestedDissection(height, width);
    dissection.number(0, height, 0, width);
    return dissection.order;
  }

  private void number(int top, int bottom, int left, int right) {
    int rows = bottom - top;
    int columns = right - left;
    if (rows * columns <= LEAF || Math.max(rows, columns) < 3) {
      append(top, bottom, left, right);
    } else if (rows >= columns) {
      int line = top + rows / 2;
      number(top, line, left, right);
      number(line + 1, bottom, left, right);
      append(line, line + 1, left, right);
    } else {
      int line = left + columns / 2;
      number(top, bottom, left, line);
      number(top, bottom, line + 1, right);
      append(top, bottom, line, line + 1);
    }
  }

  private void append(int top, int bottom, int left, int right) {
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        order[next++] = y * width + x;
      }
    }
  }
}
