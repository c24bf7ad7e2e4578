package vitexplain.explain.map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import vitexplain.vit.model.PatchLayout;

/**
 * Raw maps of a batch: how much each patch counts, on the method's own scale.
 *
 * @param rows patch rows
 * @param columns patch columns
 * @param values [B][rows * columns], row by row
 * @param epsilon added to the range when a map is scaled to 0..1; 0 but for variants that copy it
 */
public record Maps(int rows, int columns, float[][] values, double epsilon) {

  /**
   * From one value per token.
   *
   * @param perToken [B, T] or [B, 1, T]; prefix tokens are dropped
   */
  public static Maps ofTokens(NDArray perToken, PatchLayout layout) {
    int tokens = layout.tokens();
    float[] flat =
        perToken.getDataType() == DataType.FLOAT32
            ? perToken.toFloatArray()
            : perToken.toType(DataType.FLOAT32, false).toFloatArray();
    float[][] values = new float[flat.length / tokens][];
    for (int b = 0; b < values.length; b++) {
      values[b] = Arrays.copyOfRange(flat, b * tokens + layout.prefixTokens(), (b + 1) * tokens);
    }
    return ofPatches(values, layout);
  }

  /**
   * From one value per patch.
   *
   * @param values [B][n]
   */
  public static Maps ofPatches(float[][] values, PatchLayout layout) {
    return new Maps(layout.rows(), layout.columns(), values, 0);
  }

  /** The same maps, scaled with something added to their range. */
  public Maps withEpsilon(double newEpsilon) {
    return new Maps(rows, columns, values, newEpsilon);
  }

  /** Other values on the same grid, [B][rows * columns], scaled in the same way. */
  public Maps withValues(float[][] newValues) {
    return new Maps(rows, columns, newValues, epsilon);
  }

  /** Images B. */
  public int batch() {
    return values.length;
  }

  /** One image's map, ready to be shown and scored. */
  public Heatmap heatmap(int image) {
    return Heatmap.of(rows, columns, values[image], epsilon);
  }
}
