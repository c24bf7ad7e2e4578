package vitexplain.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** What a forward pass keeps, by block. Owns what the reverse passes take; signals are others'. */
final class Tape implements AutoCloseable {
  private final Keep keep;
  private final NDManager manager;
  private final NDManager signals;
  private final List<BlockTape> blocks = new ArrayList<>();
  private final List<AttentionTape> attentions = new ArrayList<>();
  private final List<NDArray> attention = new ArrayList<>();
  private final List<NDArray> values = new ArrayList<>();

  /**
   * @param keep what is kept
   * @param signals will own attention and values where they are signals
   */
  Tape(Keep keep, NDManager signals) {
    this.keep = keep;
    this.signals = signals;
    this.manager = signals.newSubManager();
  }

  /** What is kept. */
  Keep keep() {
    return keep;
  }

  /** Keeps a block's arrays, which must not change any more. */
  void add(BlockTape block) {
    manager.attachAll(block.attended(), block.hidden(), block.output());
    blocks.add(block);
  }

  /** Keeps a block's arrays, which must not change any more. */
  void add(AttentionTape a) {
    manager.attachAll(a.input(), a.qkv(), a.attention());
    attentions.add(a);
  }

  /** Attention as a signal, [B, H, T, T]. */
  void addAttention(NDArray a) {
    a.attach(signals);
    attention.add(a);
  }

  /** Values as a signal, [B, H, T, h]. */
  void addValues(NDArray v) {
    v.attach(signals);
    values.add(v);
  }

  BlockTape block(int l) {
    return blocks.get(l);
  }

  AttentionTape attention(int l) {
    return attentions.get(l);
  }

  List<NDArray> attentionSignal() {
    return attention;
  }

  List<NDArray> valuesSignal() {
    return values;
  }

  @Override
  public void close() {
    manager.close();
  }
}
