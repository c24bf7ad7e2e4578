package vitexplain.study.occlusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;

/** One way of taking units away from one image. */
public sealed interface Occlusion permits PixelOcclusion, TokenDrop {

  /** Perturbed inputs may share a pass if this number is the same. */
  int passOf(BitSet removed);

  /**
   * Asks the model about perturbed inputs that may share a pass.
   *
   * @param scope owns the result
   * @param removed units that each perturbed input lacks
   * @return the pass, to [perturbed inputs, K]; whatever can be made ready before it is
   */
  Supplier<NDArray> pass(NDManager scope, List<BitSet> removed);
}
