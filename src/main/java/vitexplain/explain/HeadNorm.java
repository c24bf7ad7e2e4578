package vitexplain.explain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import vitexplain.vit.Signal;
import vitexplain.vit.Trace;

/** The size of a head's attention gradient G = D V^T: an entrywise norm over its T x T matrix. */
public enum HeadNorm {
  /** Sum of absolute values. */
  L1 {
    @Override
    NDArray of(NDArray d, NDArray v) {
      try (NDArray transposed = v.swapAxes(1, 2);
          NDArray gradient = d.matMul(transposed)) {
        return gradient.abs().sum(ROWS_AND_COLUMNS);
      }
    }
  },
  /**
   * Root of the sum of squares. |D V^T|^2 = sum((D^T D) o (V^T V)), two d_h x d_h products in place
   * of one T x T matrix.
   */
  L2 {
    @Override
    NDArray of(NDArray d, NDArray v) {
      // Rounding may leave the square of a vanishing norm below 0.
      return gram(d).muli(gram(v)).sum(ROWS_AND_COLUMNS).maximum(0).sqrt();
    }
  };

  private static final Signal GRADIENT = new Signal.LogitContextGradient();
  private static final int[] ROWS_AND_COLUMNS = {1, 2};

  /** One image's: D (H,R,h) and V (H,T,h) to (H). */
  abstract NDArray of(NDArray d, NDArray v);

  private static NDArray gram(NDArray x) {
    return x.swapAxes(1, 2).matMul(x);
  }

  /**
   * The norm of d y_c / d A of one block, (B,H), owned by {@code scope}. Image by image: matrices
   * of one image stay in the cache, and none is copied together first.
   */
  NDArray ofAttentionGradient(Trace trace, int block, NDManager scope) {
    NDArray d = trace.get(GRADIENT, block);
    NDArray v = trace.get(new Signal.Values(), block);
    NDList norms = new NDList();
    try (NDManager temporaries = scope.newSubManager()) {
      temporaries.tempAttachAll(d, v);
      for (int b = 0; b < trace.batch(); b++) {
        norms.add(of(d.get(b), v.get(b)));
      }
      NDArray norm = NDArrays.stack(norms);
      norm.attach(scope);
      return norm;
    }
  }
}
