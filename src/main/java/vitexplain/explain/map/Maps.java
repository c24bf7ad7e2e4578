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
 * @param values [B][rows * columns], row by row, as the method computes them
 * @param sign what of them is shown and scored
 * @param epsilon added to the range when a map is scaled to 0..1; 0 but for variants that copy it
 */
public record Maps(int rows, int columns, float[][] values, Sign sign, double epsilon) {

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
    return new Maps(layout.rows(), layout.columns(), values, Sign.SIGNED, 0);
  }

  /** The same maps, scaled with something added to their range. */
  public Maps withEpsilon(double newEpsilon) {
    return new Maps(rows, columns, values, sign, newEpsilon);
  }

  /** The same maps, of which something else is shown and scored. */
  public Maps withSign(Sign newSign) {
    return new Maps(rows, columns, values, newSign, epsilon);
  }

  /** Other values on the same grid, [B][rows * columns], taken as they are. */
  public Maps withValues(float[][] newValues) {
    return new Maps(rows, columns, newValues, Sign.SIGNED, epsilon);
  }

  /** What is shown and scored of every map, [B][rows * columns]. */
  public float[][] scored() {
    return Arrays.stream(values).map(sign::of).toArray(float[][]::new);
  }

  /** What is shown and scored of one image's map, [rows * columns]. */
  public float[] scored(int image) {
    return sign.of(values[image]);
  }

  /** Images B. */
  public int batch() {
    return values.length;
  }

  /** One image's map, ready to be shown and scored. */
  public Heatmap heatmap(int image) {
    return Heatmap.of(rows, columns, values[image], scored(image), epsilon);
  }
}
