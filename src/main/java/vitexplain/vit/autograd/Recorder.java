package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vitexplain.vit.model.Hook;
import vitexplain.vit.trace.Signal;

/**
 * Keeps what passes through the blocks. What is kept is an alias without history: the array itself
 * must stay with the pass, since results belong to the manager of the array they are made from.
 */
final class Recorder implements Hook {
  private final NDManager keep;
  private final Set<Signal> needs;
  private final Map<Signal, List<NDArray>> signals;

  /**
   * @param keep will own what is recorded
   * @param needs only these signals are recorded
   * @param signals receives them
   */
  Recorder(NDManager keep, Set<Signal> needs, Map<Signal, List<NDArray>> signals) {
    this.keep = keep;
    this.needs = needs;
    this.signals = signals;
  }

  @Override
  public NDArray scores(int block, NDArray scores) {
    return record(new Signal.Scores(), block, scores);
  }

  @Override
  public NDArray attention(int block, NDArray attention) {
    return record(new Signal.Attention(), block, attention);
  }

  @Override
  public NDArray values(int block, NDArray values) {
    return record(new Signal.Values(), block, values);
  }

  @Override
  public NDArray poolAttention(NDArray attention) {
    return record(new Signal.PoolAttention(), 0, attention);
  }

  private NDArray record(Signal signal, int block, NDArray array) {
    if (needs.contains(signal)) {
      List<NDArray> perBlock = signals.computeIfAbsent(signal, key -> new ArrayList<>());
      if (perBlock.size() == block) { // a second pass sees the same numbers again
        NDArray alias = array.stopGradient();
        alias.attach(keep);
        perBlock.add(alias);
      }
    }
    return array;
  }
}
