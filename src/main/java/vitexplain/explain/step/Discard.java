package vitexplain.explain.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.TokenRange;

/** Drops the weakest entries of fused attention matrices. */
public final class Discard {
  private Discard() {}

  /**
   * Sets the floor(share * T * T) smallest entries of each image's matrix to 0, but never that of a
   * token that the scores are read from to itself; among equals the lower index goes first.
   *
   * @param fused (B,T,T), unchanged
   * @param share 0 to 1
   * @param readout the model's
   * @return a new array of the same manager
   */
  public static NDArray smallest(NDArray fused, double share, Readout readout) {
    if (share == 0) {
      return fused.stopGradient();
    }
    int batch = Math.toIntExact(fused.getShape().get(0));
    float[] values = fused.toType(DataType.FLOAT32, false).toFloatArray();
    float[] keep = new float[values.length];
    int size = values.length / batch;
    int tokens = Math.toIntExact(fused.getShape().get(2));
    int dropped = (int) (size * share);
    for (int b = 0; b < batch; b++) {
      long[] order = new long[size];
      for (int i = 0; i < size; i++) {
        // Attention is never negative, so its bits sort as its values do; the index breaks ties.
        order[i] = ((long) Float.floatToRawIntBits(values[b * size + i]) << 32) | i;
      }
      Arrays.sort(order);
      Arrays.fill(keep, b * size, (b + 1) * size, 1);
      for (int i = 0; i < dropped; i++) {
        keep[b * size + (int) order[i]] = 0;
      }
      for (TokenRange range : readout.ranges()) {
        if (range.isToken()) {
          keep[b * size + range.first() * tokens + range.first()] = 1;
        }
      }
    }
    NDArray mask = fused.getManager().create(keep, fused.getShape());
    return fused.mul(mask.toType(fused.getDataType(), false));
  }
}
