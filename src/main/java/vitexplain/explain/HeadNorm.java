package vitexplain.explain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import vitexplain.vit.Signal;
import vitexplain.vit.Trace;

/** The size of a head's attention gradient: an entrywise norm over its T x T matrix. */
public enum HeadNorm {
  /** Sum of absolute values. */
  L1 {
    @Override
    NDArray overMatrix(NDArray gradient) {
      return gradient.abs().sum(QUERIES_AND_KEYS);
    }
  },
  /** Root of the sum of squares. */
  L2 {
    @Override
    NDArray overMatrix(NDArray gradient) {
      return gradient.square().sum(QUERIES_AND_KEYS).sqrt();
    }
  };

  private static final int[] QUERIES_AND_KEYS = {2, 3};

  abstract NDArray overMatrix(NDArray gradient);

  /** The norm of d y_c / d A of one block, (B,H), owned by {@code scope}. */
  NDArray ofAttentionGradient(Trace trace, int block, NDManager scope) {
    try (NDManager temporaries = scope.newSubManager()) {
      NDArray norm =
          overMatrix(
              trace.attentionGradient(temporaries, new Signal.LogitContextGradient(), block));
      norm.attach(scope);
      return norm;
    }
  }
}
