package vitexplain.explain.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** How the heads of a block become one attention matrix. */
public enum Fusion {
  MEAN {
    @Override
    NDArray overHeads(NDArray attention) {
      return attention.mean(HEADS);
    }
  },
  MAX {
    @Override
    NDArray overHeads(NDArray attention) {
      return attention.max(HEADS);
    }
  },
  MIN {
    @Override
    NDArray overHeads(NDArray attention) {
      return attention.min(HEADS);
    }
  };

  private static final int[] HEADS = {1};

  abstract NDArray overHeads(NDArray attention);

  /** (B,H,T,T) to (B,T,T), owned by {@code scope}. */
  public NDArray fuse(NDArray attention, NDManager scope) {
    NDArray fused = overHeads(attention);
    fused.attach(scope);
    return fused;
  }
}
