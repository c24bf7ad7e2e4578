package vitexplain.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** The signals for one choice of classes while they are captured; owned as the trace will be. */
final class Captured {
  private final NDManager owner;
  private final Targets targets;
  private final int[] classes;
  private final BatchSignals signals;

  /**
   * @param owner will own the trace
   * @param targets the choice
   * @param batch images B
   * @param blocks L
   */
  Captured(NDManager owner, Targets targets, int batch, int blocks) {
    this.owner = owner;
    this.targets = targets;
    this.classes = new int[batch];
    this.signals = new BatchSignals(owner, blocks);
  }

  /**
   * The classes of some images.
   *
   * @param logits [count][K], theirs
   * @return [count]
   */
  int[] resolve(Images images, float[][] logits) {
    int[] some = targets.within(images).resolve(logits);
    System.arraycopy(some, 0, classes, images.first(), images.count());
    return some;
  }

  /** Takes some images' array of a block over. */
  void put(Signal signal, int block, Images images, NDArray part) {
    signals.put(signal, block, images, part);
  }

  /** Takes over an alias of every array, which stays with its owner. */
  void share(BatchSignals others) {
    others.shareWith(signals);
  }

  Trace trace(PatchLayout layout, float[][] logits) {
    return new Trace(owner, layout, logits, classes, signals.all());
  }

  /** Gives everything back that was captured. */
  void close() {
    owner.close();
  }
}
