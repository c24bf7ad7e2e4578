package vitexplain.vit.checkpoint;

/**
 * Resamples learned positions from one grid of patches to another by cubic convolution, as
 * PyTorch's {@code interpolate(mode="bicubic", align_corners=False)} does with and without {@code
 * antialias=True}.
 *
 * <p>Source: Keys 1981, Cubic convolution interpolation for digital image processing; a = -0.75
 * without antialiasing and -0.5 with, which also widens the kernel where the grid shrinks.
 *
 * @param antialias whether every position of a larger grid counts
 */
record PositionResampling(boolean antialias) {
  private static final double PLAIN = -0.75;
  private static final double ANTIALIASED = -0.5;

  /**
   * One grid's values for another.
   *
   * @param values [rows * columns * width], row by row
   * @param from rows and columns
   * @param to rows and columns
   * @param width values of a position
   * @return likewise, in the new order
   */
  double[] resampled(double[] values, int[] from, int[] to, int width) {
    double[][] down = weights(from[0], to[0]);
    double[][] across = weights(from[1], to[1]);
    double[] wide = new double[from[0] * to[1] * width];
    for (int r = 0; r < from[0]; r++) {
      for (int c = 0; c < to[1]; c++) {
        for (int s = 0; s < from[1]; s++) {
          add(
              wide,
              (r * to[1] + c) * width,
              across[c][s],
              values,
              (r * from[1] + s) * width,
              width);
        }
      }
    }
    double[] result = new double[to[0] * to[1] * width];
    for (int r = 0; r < to[0]; r++) {
      for (int s = 0; s < from[0]; s++) {
        for (int c = 0; c < to[1]; c++) {
          add(result, (r * to[1] + c) * width, down[r][s], wide, (s * to[1] + c) * width, width);
        }
      }
    }
    return result;
  }

  private static void add(double[] to, int at, double weight, double[] from, int start, int count) {
    if (weight != 0) {
      for (int i = 0; i < count; i++) {
        to[at + i] += weight * from[start + i];
      }
    }
  }

  /** [to][from]; every row sums to 1. */
  private double[][] weights(int from, int to) {
    double scale = (double) from / to;
    double[][] weights = new double[to][from];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      if (antialias) {
        antialiased(weights[i], centre, Math.max(scale, 1));
      } else {
        plain(weights[i], centre - 0.5);
      }
    }
    return weights;
  }

  /** Four neighbours, those outside being the nearest inside. */
  private static void plain(double[] weights, double centre) {
    int first = (int) Math.floor(centre) - 1;
    for (int k = first; k < first + 4; k++) {
      int inside = Math.max(0, Math.min(weights.length - 1, k));
      weights[inside] += cubic(Math.abs(centre - k), PLAIN);
    }
  }

  /** All within two widened steps, those outside left out. */
  private static void antialiased(double[] weights, double centre, double step) {
    int first = Math.max(0, (int) (centre - 2 * step + 0.5));
    int end = Math.min(weights.length, (int) (centre + 2 * step + 0.5));
    double sum = 0;
    for (int k = first; k < end; k++) {
      weights[k] = cubic(Math.abs((k + 0.5 - centre) / step), ANTIALIASED);
      sum += weights[k];
    }
    for (int k = first; k < end; k++) {
      weights[k] /= sum;
    }
  }

  private static double cubic(double x, double a) {
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? ((x - 5) * x + 8) * x * a - 4 * a : 0;
  }
}
