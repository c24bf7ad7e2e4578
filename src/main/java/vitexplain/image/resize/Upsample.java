package vitexplain.image.resize;

/**
 * Bilinear upsampling of a map, with pixel centres at half-integers: what PyTorch's {@code
 * interpolate(mode="bilinear", align_corners=False)} computes.
 */
public final class Upsample {

  private Upsample() {}

  /**
   * A map stretched over a whole image; beyond the outermost centres the edge value holds.
   *
   * @param grid [rows][columns], finite
   * @param width columns of the result
   * @param height rows of the result
   * @return [height][width]
   */
  public static float[][] bilinear(float[][] grid, int width, int height) {
    return bilinear(grid, Box.of(width, height), width, height);
  }

  /**
   * A map stretched over a part of a canvas, as {@code Preprocessor.region} says; 0 outside it. A
   * pixel belongs to the part when its centre does.
   *
   * @param grid [rows][columns], finite
   * @param region where the map lies, in canvas pixels; it may stick out
   * @return [height][width]
   */
  public static float[][] bilinear(float[][] grid, Box region, int width, int height) {
    Axis rows = rows(grid, region, width, height);
    float[][] canvas = new float[height][width];
    Axis columns = new Axis(region.left(), region.right(), grid[0].length);
    for (int y = 0; y < height; y++) {
      if (rows.covers(y)) {
        interpolateRow(grid, rows.position(y), columns, canvas[y], 0, width);
      }
    }
    return canvas;
  }

  /** As {@link #bilinear(float[][], Box, int, int)}, row-major in one array [height * width]. */
  public static float[] flat(float[][] grid, Box region, int width, int height) {
    Axis rows = rows(grid, region, width, height);
    float[] canvas = new float[width * height];
    Axis columns = new Axis(region.left(), region.right(), grid[0].length);
    for (int y = 0; y < height; y++) {
      if (rows.covers(y)) {
        interpolateRow(grid, rows.position(y), columns, canvas, y * width, width);
      }
    }
    return canvas;
  }

  private static Axis rows(float[][] grid, Box region, int width, int height) {
    if (grid.length == 0 || grid[0].length == 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "cannot stretch a map of " + grid.length + " rows to " + width + " x " + height);
    }
    return new Axis(region.top(), region.bottom(), grid.length);
  }

  private static void interpolateRow(
      float[][] grid, double row, Axis columns, float[] canvas, int start, int width) {
    int upper = (int) row;
    float[] above = grid[upper];
    float[] below = grid[Math.min(upper + 1, grid.length - 1)];
    double down = row - upper;
    for (int x = 0; x < width; x++) {
      if (columns.covers(x)) {
        double column = columns.position(x);
        int left = (int) column;
        int right = Math.min(left + 1, above.length - 1);
        double across = column - left;
        double top = above[left] + across * ((double) above[right] - above[left]);
        double bottom = below[left] + across * ((double) below[right] - below[left]);
        canvas[start + x] = (float) (top + down * (bottom - top));
      }
    }
  }

  /** Canvas pixels to grid positions along one direction. */
  private record Axis(double start, double end, int cells) {

    boolean covers(int pixel) {
      return pixel + 0.5 >= start && pixel + 0.5 < end;
    }

    double position(int pixel) {
      double position = (pixel + 0.5 - start) / (end - start) * cells - 0.5;
      return Math.max(0, Math.min(cells - 1.0, position));
    }
  }
}
