package vitexplain.explain.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Row 0 of a rollout product. Only that row is read, so it is multiplied as a vector: O(L T^2)
 * instead of O(L T^3) for the matrices.
 */
public final class RolloutRow {
  private NDArray row; // (B,1,T)

  private RolloutRow(NDArray row) {
    this.row = row;
  }

  /** Row 0 of the identity for every image; owned by {@code scope}. */
  public static RolloutRow cls(Trace trace, NDManager scope) {
    int tokens = trace.layout().tokens();
    float[] unit = new float[trace.batch() * tokens];
    for (int b = 0; b < trace.batch(); b++) {
      unit[b * tokens] = 1;
    }
    NDArray like = trace.get(new Signal.Attention(), 0);
    NDArray host = scope.create(unit, new Shape(trace.batch(), 1, tokens));
    return new RolloutRow(host.toType(like.getDataType(), false));
  }

  /**
   * row becomes row N(F + alpha I), N dividing each row by its sum: (row / sums) F + alpha (row /
   * sums), without forming the sum.
   *
   * @param fused F, (B,T,T)
   * @param alpha weight of the residual path
   */
  public void through(NDArray fused, double alpha) {
    try (NDArray old = row;
        NDArray sums = fused.sum(new int[] {2}).expandDims(1).addi(alpha); // (B,1,T)
        NDArray weighted = old.div(sums)) {
      row = weighted.matMul(fused);
      row.addi(weighted.muli(alpha));
    }
  }

  /** (B,1,T). */
  public NDArray values() {
    return row;
  }
}
