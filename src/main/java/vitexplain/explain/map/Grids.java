package vitexplain.explain.map;

/** Between a grid of rows and one flat array, row by row. */
public final class Grids {
  private Grids() {}

  public static float[] flat(float[][] grid) {
    float[] values = new float[grid.length * grid[0].length];
    for (int y = 0; y < grid.length; y++) {
      System.arraycopy(grid[y], 0, values, y * grid[0].length, grid[0].length);
    }
    return values;
  }
}
