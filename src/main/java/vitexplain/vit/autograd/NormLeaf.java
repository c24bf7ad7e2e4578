package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vitexplain.vit.trace.Signal;

/**
 * Keeps the output of the last block's first LayerNorm and adds a {@link Leaf} to it, which
 * receives its gradient.
 */
final class NormLeaf extends Recording {
  private static final Signal VALUE = new Signal.LastNorm();
  private static final Signal GRADIENT = new Signal.LastNormGradient();

  private final NDManager scope;
  private final int last;
  private final List<NDArray> values = new ArrayList<>();
  private final List<Leaf> leaves = new ArrayList<>();

  /**
   * @param scope owns the leaf and the value
   * @param recorder keeps the signals without a gradient
   * @param last the last block, 0-based
   */
  NormLeaf(NDManager scope, Recorder recorder, int last) {
    super(recorder);
    this.scope = scope;
    this.last = last;
  }

  static boolean isNeeded(Set<Signal> needs) {
    return needs.contains(VALUE) || needs.contains(GRADIENT);
  }

  @Override
  public NDArray normed(int block, NDArray normed) {
    if (block != last) {
      return normed;
    }
    NDArray value = normed.stopGradient();
    value.attach(scope);
    values.add(value);
    Leaf leaf = Leaf.of(normed, scope);
    leaves.add(leaf);
    return leaf.addedTo(normed);
  }

  /** After the backward pass: hands the value and its gradient to {@code keep} and signals. */
  void handOver(NDManager keep, Map<Signal, List<NDArray>> signals) {
    NDArray value = values.get(0);
    value.attach(keep);
    signals.put(VALUE, List.of(value));
    signals.put(GRADIENT, List.of(leaves.get(0).gradient(keep)));
  }
}
