package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import vitexplain.vit.model.Hook;

/**
 * Adds a {@link Leaf} to what a readout's probe takes from each block's tokens, and keeps the
 * values that it looks at.
 */
final class ProbeLeaf implements Hook {
  private final NDManager scope;
  private final NDManager keep;
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<NDArray> values = new ArrayList<>();

  /**
   * @param scope owns the leaves
   * @param keep owns the values
   */
  ProbeLeaf(NDManager scope, NDManager keep) {
    this.scope = scope;
    this.keep = keep;
  }

  @Override
  public NDArray poolValues(NDArray perToken) {
    NDArray alias = perToken.stopGradient();
    alias.attach(keep);
    values.add(alias);
    return perToken;
  }

  @Override
  public NDArray poolContext(NDArray context) {
    Leaf leaf = Leaf.of(context, scope);
    leaves.add(leaf);
    return leaf.addedTo(context);
  }

  /** Per block, [B, H, T, d_h]. */
  List<NDArray> values() {
    return values;
  }

  /** D per block after the backward pass, [B, H, 1, d_h], owned by {@code keep}. */
  List<NDArray> gradients() {
    return leaves.stream().map(leaf -> leaf.gradient(keep)).toList();
  }
}
