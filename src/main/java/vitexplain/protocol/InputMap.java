package vitexplain.protocol;

import java.util.Arrays;
import vitexplain.explain.map.Maps;
import vitexplain.image.resize.Box;
import vitexplain.image.resize.Upsample;

/**
 * A map at the size of the model's input.
 *
 * @param width columns
 * @param height rows
 * @param values [height * width], 0 to 1, row by row; 0 everywhere of a constant map
 * @param constant whether it had no min-max: one value everywhere, or one that is no number
 */
record InputMap(int width, int height, float[] values, boolean constant) {

  /**
   * The map of one image, upsampled bilinearly with pixel centres at half-integers. A map that has
   * the input's size already, as of single pixels, is taken as it is.
   *
   * @param maps of a batch
   * @param image which of it
   * @param width columns of the model's input
   * @param height its rows
   */
  static InputMap of(Maps maps, int image, int width, int height, Protocol.MinMax order) {
    float[] scored = maps.scored(image);
    if (order == Protocol.MinMax.AFTER_UPSAMPLING) {
      return scaled(upsampled(scored, maps, width, height), width, height);
    }
    InputMap grid = scaled(scored, maps.columns(), maps.rows());
    return new InputMap(
        width, height, upsampled(grid.values, maps, width, height), grid.constant());
  }

  private static float[] upsampled(float[] values, Maps grid, int width, int height) {
    if (grid.columns() == width && grid.rows() == height) {
      return values;
    }
    float[][] rows = new float[grid.rows()][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Arrays.copyOfRange(values, row * grid.columns(), (row + 1) * grid.columns());
    }
    return Upsample.flat(rows, Box.of(width, height), width, height);
  }

  /** (M - min) / (max - min). */
  private static InputMap scaled(float[] values, int width, int height) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    boolean finite = true;
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      finite &= Float.isFinite(value);
    }
    float[] scaled = new float[values.length];
    if (!finite || !(max > min)) {
      return new InputMap(width, height, scaled, true);
    }
    double range = (double) max - min;
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (((double) values[i] - min) / range);
    }
    return new InputMap(width, height, scaled, false);
  }

  /**
   * The pixels that are called object; none of a constant map.
   *
   * @return [height * width]
   */
  boolean[] object(Protocol.Threshold threshold) {
    boolean[] object = new boolean[values.length];
    if (constant) {
      return object;
    }
    double border = threshold == Protocol.Threshold.ABOVE_HALF ? 0.5 : mean();
    for (int i = 0; i < object.length; i++) {
      object[i] = values[i] > border;
    }
    return object;
  }

  private double mean() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
