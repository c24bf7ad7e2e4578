package vitexplain.explain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import vitexplain.vit.Signal;
import vitexplain.vit.Trace;

/** The size of a head's attention gradient G = D V^T: an entrywise norm over its T x T matrix. */
public enum HeadNorm {
  /** Sum of absolute values. */
  L1 {
    @Override
    NDArray of(Trace trace, int block, NDManager scope) {
      try (NDArray gradient = trace.liveAttentionGradient(scope, GRADIENT, block)) {
        Shape s = gradient.getShape();
        try (NDArray perHead = gradient.reshape(s.get(0), s.get(1), s.get(2) * s.get(3))) {
          return perHead.norm(1, new int[] {2}, false);
        }
      }
    }
  },
  /**
   * Root of the sum of squares. |D V^T|^2 = sum((D^T D) o (V^T V)), two d_h x d_h products in place
   * of one T x T matrix.
   */
  L2 {
    @Override
    NDArray of(Trace trace, int block, NDManager scope) {
      NDArray d = trace.get(GRADIENT, block);
      NDArray v = trace.get(new Signal.Values(), block);
      scope.tempAttachAll(d, v);
      // Rounding may leave the square of a vanishing norm below 0.
      return gram(d).muli(gram(v)).sum(ROWS_AND_COLUMNS).maximum(0).sqrt();
    }
  };

  private static final Signal GRADIENT = new Signal.LogitContextGradient();
  private static final int[] ROWS_AND_COLUMNS = {2, 3};

  /** (B,H), owned by {@code scope}. */
  abstract NDArray of(Trace trace, int block, NDManager scope);

  private static NDArray gram(NDArray x) {
    return x.swapAxes(2, 3).matMul(x);
  }

  /** The norm of d y_c / d A of one block, (B,H), owned by {@code scope}. */
  NDArray ofAttentionGradient(Trace trace, int block, NDManager scope) {
    try (NDManager temporaries = scope.newSubManager()) {
      NDArray norm = of(trace, block, temporaries);
      norm.attach(scope);
      return norm;
    }
  }
}
