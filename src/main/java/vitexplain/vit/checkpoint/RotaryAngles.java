package vitexplain.vit.checkpoint;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.model.Rotary;

/**
 * The angles of DINOv3's rotary positions: a patch's centre in -1 to 1 on each axis, times 2 pi,
 * times base^(-4 j / d_h) for j of a quarter of the head; rows, columns, and both again.
 *
 * @param cos [T * d_h]
 * @param sin [T * d_h]
 * @param tokens T
 */
record RotaryAngles(double[] cos, double[] sin, int tokens) {

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
    return new RotaryAngles(cos, sin, tokens);
  }

  /** As arrays of a manager. */
  Rotary on(NDManager manager, DataType dtype) {
    Shape shape = new Shape(tokens, cos.length / tokens);
    return new Rotary(
        manager.create(cos, shape).toType(dtype, false),
        manager.create(sin, shape).toType(dtype, false));
  }
}
