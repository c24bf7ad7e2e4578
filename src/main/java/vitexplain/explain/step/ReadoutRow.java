package vitexplain.explain.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import vitexplain.vit.trace.Trace;

/** Of values for every query those of the tokens that the scores are read from. */
public final class ReadoutRow {
  private ReadoutRow() {}

  /**
   * The readout's row times each head's matrix: where one token is read, its own row.
   *
   * @param perQuery (B,H,R,k); the readout counts no token after the first R
   * @param scope owns the result
   * @return (B,H,1,k)
   */
  public static NDArray of(Trace trace, NDArray perQuery, NDManager scope) {
    Shape s = perQuery.getShape();
    NDArray row = trace.start(scope).get(":, :, 0:" + s.get(2)); // (B,1,R)
    NDArray read = row.expandDims(1).matMul(perQuery);
    read.attach(scope);
    return read;
  }
}
