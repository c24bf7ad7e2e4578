package vitexplain.vit.trace;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;

/** Between a matrix on a device and rows on the host. */
public final class HostMatrix {
  private HostMatrix() {}

  /**
   * Copies [B, K] to the host; on a GPU this waits for everything queued before it.
   *
   * @return [B][K]
   */
  public static float[][] floats(NDArray matrix) {
    int columns = Math.toIntExact(matrix.getShape().get(1));
    if (columns == 0) {
      return new float[Math.toIntExact(matrix.getShape().get(0))][0];
    }
    float[] flat =
        matrix.getDataType() == DataType.FLOAT32
            ? matrix.toFloatArray()
            : matrix.toType(DataType.FLOAT32, false).toFloatArray();
    float[][] rows = new float[flat.length / columns][];
    for (int b = 0; b < rows.length; b++) {
      rows[b] = Arrays.copyOfRange(flat, b * columns, (b + 1) * columns);
    }
    return rows;
  }
}
