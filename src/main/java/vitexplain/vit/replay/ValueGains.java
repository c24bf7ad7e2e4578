package vitexplain.vit.replay;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import vitexplain.vit.model.Hook;
import vitexplain.vit.model.VitWeights;

/** Computes {@link vitexplain.vit.trace.Signal.ValueGain} while a pass is in each block. */
final class ValueGains implements Hook {
  private static final int[] WIDTH = {2};

  private final VitWeights weights;
  private final NDManager keep;
  private final List<NDArray> gains = new ArrayList<>();
  private NDArray input; // (B,T,d)

  /**
   * @param keep owns the results
   * @param embedded tokens before the first block
   */
  ValueGains(VitWeights weights, NDManager keep, NDArray embedded) {
    this.weights = weights;
    this.keep = keep;
    this.input = embedded;
  }

  @Override
  public NDArray values(int block, NDArray values) {
    NDArray joined = values.transpose(0, 2, 1, 3).reshape(input.getShape()); // (B,T,d)
    NDArray projection = weights.blocks().get(block).out().weight();
    NDArray projected = Linear.linear(joined, projection).singletonOrThrow();
    NDArray gain = projected.norm(WIDTH).div(input.norm(WIDTH)); // (B,T)
    gain.attach(keep);
    gains.add(gain);
    return values;
  }

  @Override
  public NDArray tokens(int block, NDArray z) {
    input = z;
    return z;
  }

  List<NDArray> perBlock() {
    return List.copyOf(gains);
  }
}
