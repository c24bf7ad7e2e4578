package vitexplain.study;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.BitSet;
import java.util.List;

/** One way of taking units away from one image. */
sealed interface Removal permits Redrawn, TokenDrop {

  /** Copies may share a pass if this number is the same. */
  int passOf(BitSet removed);

  /**
   * Asks the model about copies that may share a pass.
   *
   * @param scope owns the result
   * @param removed units that each copy lacks
   * @return [copies, K]
   */
  NDArray logits(NDManager scope, List<BitSet> removed);
}
