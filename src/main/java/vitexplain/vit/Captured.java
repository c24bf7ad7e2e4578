package vitexplain.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The signals for one choice of classes while they are captured; owned as the trace will be. */
final class Captured {
  private final NDManager owner;
  private final int[] classes;
  private final Map<Signal, List<NDArray>> signals = new HashMap<>();

  /**
   * @param owner will own the trace
   * @param classes [B]
   */
  Captured(NDManager owner, int[] classes) {
    this.owner = owner;
    this.classes = classes;
  }

  int[] classes() {
    return classes;
  }

  /** Takes the next block's array over. */
  void add(Signal signal, NDArray array) {
    array.attach(owner);
    signals.computeIfAbsent(signal, key -> new ArrayList<>()).add(array);
  }

  /** Takes over an alias of each block's array, which stays with its owner. */
  void share(Signal signal, List<NDArray> perBlock) {
    perBlock.forEach(array -> add(signal, array.stopGradient()));
  }

  Trace trace(PatchLayout layout, float[][] logits) {
    return new Trace(owner, layout, logits, classes, signals);
  }
}
