package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** Adds a {@link Leaf} to each block's context, which receives its gradient D. */
final class LeafRecorder extends Recording {
  private final NDManager scope;
  private final boolean cutBlocks;
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<NDArray> tokens = new ArrayList<>();

  /**
   * @param scope owns the leaves
   * @param recorder keeps the signals without a gradient
   * @param cutBlocks whether gradients stop at a block's input
   */
  LeafRecorder(NDManager scope, Recorder recorder, boolean cutBlocks) {
    super(recorder);
    this.scope = scope;
    this.cutBlocks = cutBlocks;
  }

  @Override
  public NDArray context(int block, NDArray context) {
    Leaf leaf = Leaf.of(context, scope);
    leaves.add(leaf);
    return leaf.addedTo(context);
  }

  @Override
  public NDArray tokens(int block, NDArray z) {
    if (!cutBlocks) {
      return z;
    }
    tokens.add(z);
    return z.stopGradient();
  }

  /** Tokens after each block, with their history; empty unless blocks are cut. */
  List<NDArray> tokens() {
    return tokens;
  }

  /** D per block after the backward pass, [B, H, T, d_h], owned by {@code keep}. */
  List<NDArray> gradients(NDManager keep) {
    return leaves.stream().map(leaf -> leaf.gradient(keep)).toList();
  }
}
