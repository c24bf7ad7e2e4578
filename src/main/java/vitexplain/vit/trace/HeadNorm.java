package vitexplain.vit.trace;

import ai.djl.ndarray.NDArray;

/** An entrywise norm of a head's attention gradient, T x T. */
public enum HeadNorm {
  /** Sum of absolute values. */
  L1(1) {
    @Override
    public NDArray of(NDArray gradient) {
      return gradient.abs().sum(ROWS_AND_COLUMNS);
    }
  },
  /** Root of the sum of squares. */
  L2(2) {
    @Override
    public NDArray of(NDArray gradient) {
      return gradient.square().sum(ROWS_AND_COLUMNS).sqrt();
    }
  };

  private static final int[] ROWS_AND_COLUMNS = {2, 3};

  private final int order;

  HeadNorm(int order) {
    this.order = order;
  }

  /** p of the p-norm. */
  public int order() {
    return order;
  }

  /** (B,H,R,T) to (B,H). */
  public abstract NDArray of(NDArray gradient);
}
