package vitexplain.explain.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import vitexplain.vit.trace.Trace;

/**
 * What a rollout product makes of the row that it starts from: the readout's, which is row 0 where
 * the class token is read. Only that row is asked for, so it is multiplied as a vector: O(L T^2)
 * instead of O(L T^3) for the matrices.
 */
public final class RolloutRow {
  private NDArray row; // (B,1,T)

  private RolloutRow(NDArray row) {
    this.row = row;
  }

  /** The readout's row for every image; owned by {@code scope}. */
  public static RolloutRow start(Trace trace, NDManager scope) {
    return new RolloutRow(trace.start(scope));
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
