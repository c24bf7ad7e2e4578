package vitexplain.explain.map;

import java.io.Serializable;

/**
 * One image's map on the patch grid: raw, what of it counts, and that scaled.
 *
 * @param rows patch rows
 * @param columns patch columns
 * @param raw [rows][columns], as the method computes it, on its own scale
 * @param scored [rows][columns], what of it is shown and scored, on the same scale
 * @param scaled [rows][columns], 0 to 1; 0.5 everywhere if the map is degenerate
 * @param degenerate whether the map has no min-max: constant, NaN or infinite
 */
public record Heatmap(
    int rows, int columns, float[][] raw, float[][] scored, float[][] scaled, boolean degenerate)
    implements Serializable {
  private static final float UNDECIDED = 0.5f;

  /**
   * Min-max on the grid: (M - min) / (max - min + epsilon).
   *
   * @param values [rows * columns], row by row, as computed
   * @param counted what of them is scored
   * @param epsilon 0 for the definition; the student project's variants add 1e-8
   */
  static Heatmap of(int rows, int columns, float[] values, float[] counted, double epsilon) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    boolean finite = true;
    for (float value : counted) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      finite &= Float.isFinite(value);
    }
    boolean degenerate = !finite || !(max > min);
    float[][] raw = new float[rows][columns];
    float[][] scored = new float[rows][columns];
    float[][] scaled = new float[rows][columns];
    for (int i = 0; i < values.length; i++) {
      raw[i / columns][i % columns] = values[i];
      scored[i / columns][i % columns] = counted[i];
      scaled[i / columns][i % columns] =
          degenerate
              ? UNDECIDED
              : (float) (((double) counted[i] - min) / ((double) max - min + epsilon));
    }
    return new Heatmap(rows, columns, raw, scored, scaled, degenerate);
  }
}
