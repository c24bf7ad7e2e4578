package vitexplain.vit.checkpoint;

import java.util.Arrays;
import vitexplain.vit.model.PatchLayout;

/**
 * The angles of DINOv3's rotary positions: a patch's centre in -1 to 1 on each axis, times 2 pi,
 * times base^(-4 j / d_h) for j of a quarter of the head; rows, columns, and both again.
 *
 * @param cos [T * d_h]
 * @param sin [T * d_h]
 */
record RotaryAngles(double[] cos, double[] sin) {

  /** For a grid of patches; prefix tokens are not turned. */
  static RotaryAngles of(PatchLayout grid, int headWidth, double base) {
    int tokens = grid.tokens();
    double[] cos = new double[tokens * headWidth];
    double[] sin = new double[tokens * headWidth];
    Arrays.fill(cos, 1);
    int quarter = headWidth / 4;
    for (int patch = 0; patch < grid.patches(); patch++) {
      int row = patch / grid.columns();
      int column = patch % grid.columns();
      double y = 2 * (row + 0.5) / grid.rows() - 1;
      double x = 2 * (column + 0.5) / grid.columns() - 1;
      int at = (grid.prefixTokens() + patch) * headWidth;
      for (int i = 0; i < headWidth; i++) {
        int j = i % (2 * quarter);
        double coordinate = j < quarter ? y : x;
        double angle = 2 * Math.PI * coordinate * Math.pow(base, -4.0 * (j % quarter) / headWidth);
        cos[at + i] = Math.cos(angle);
        sin[at + i] = Math.sin(angle);
      }
    }
    return new RotaryAngles(cos, sin);
  }
}
