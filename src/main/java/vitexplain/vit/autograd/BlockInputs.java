package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** Adds a {@link Leaf} to the tokens before each block and keeps them. */
final class BlockInputs extends Recording {
  private final NDManager scope;
  private final int blocks;
  private final List<NDArray> tokens = new ArrayList<>();
  private final List<Leaf> leaves = new ArrayList<>();

  /**
   * @param scope owns leaves and tokens
   * @param recorder keeps the signals without a gradient
   * @param blocks L
   */
  BlockInputs(NDManager scope, Recorder recorder, int blocks) {
    super(recorder);
    this.scope = scope;
    this.blocks = blocks;
  }

  /** The tokens before a block, with their leaf: what the pass goes on with. */
  NDArray entering(NDArray z) {
    NDArray value = z.stopGradient();
    value.attach(scope);
    tokens.add(value);
    Leaf leaf = Leaf.of(z, scope);
    leaves.add(leaf);
    return leaf.addedTo(z);
  }

  @Override
  public NDArray tokens(int block, NDArray z) {
    return block + 1 < blocks ? entering(z) : z;
  }

  /** After the backward pass, per block: the sum of z o g over each token, (B,T). */
  List<NDArray> relevances(NDManager keep) {
    List<NDArray> sums = new ArrayList<>();
    for (int l = 0; l < tokens.size(); l++) {
      NDArray sum = tokens.get(l).mul(leaves.get(l).gradient(scope)).sum(new int[] {2});
      sum.attach(keep);
      sums.add(sum);
    }
    return sums;
  }
}
