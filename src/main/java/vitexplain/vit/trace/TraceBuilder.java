package vitexplain.vit.trace;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.model.Readout;

/** The signals for one choice of classes while they are captured; owned as the trace will be. */
public final class TraceBuilder {
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
  public TraceBuilder(NDManager owner, Targets targets, int batch, int blocks) {
    this.owner = owner;
    this.targets = targets;
    this.classes = new int[batch];
    this.signals = new BatchSignals(owner, blocks);
  }

  /**
   * The scores of some images that are explained.
   *
   * @param logits [count][K], theirs
   * @return of count images
   */
  public ClassWeights resolve(BatchRange images, float[][] logits) {
    ClassWeights some = targets.within(images).resolve(logits);
    System.arraycopy(some.classes(), 0, classes, images.first(), images.count());
    return some;
  }

  /** Takes some images' array of a block over. */
  public void put(Signal signal, int block, BatchRange images, NDArray part) {
    signals.put(signal, block, images, part);
  }

  /** Takes over an alias of every array, which stays with its owner. */
  public void share(BatchSignals others) {
    others.shareWith(signals);
  }

  public Trace trace(PatchLayout layout, Readout readout, float[][] logits) {
    return new Trace(owner, layout, readout, logits, classes, signals.all());
  }

  /** Gives everything back that was captured. */
  public void close() {
    owner.close();
  }
}
