package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import vitexplain.vit.model.Readout;
import vitexplain.vit.trace.BatchRange;
import vitexplain.vit.trace.BatchSignals;
import vitexplain.vit.trace.Signal;

/**
 * What a forward pass over some images keeps, by block. Owns what the reverse passes take; signals
 * are others'.
 */
final class Tape implements AutoCloseable {
  private final CapturePlan keep;
  private final int tokens;
  private final BatchRange images;
  private final BatchSignals signals;
  private final NDManager manager;
  private final List<BlockTape> blocks = new ArrayList<>();
  private final List<AttentionTape> attentions = new ArrayList<>();
  private int attentionBlocks;
  private int valueBlocks;

  /**
   * @param keep what is kept
   * @param tokens T
   * @param images whose pass it is
   * @param signals receives attention and values where they are signals
   * @param parent a sub-manager of it owns the rest
   */
  Tape(CapturePlan keep, int tokens, BatchRange images, BatchSignals signals, NDManager parent) {
    this.keep = keep;
    this.tokens = tokens;
    this.images = images;
    this.signals = signals;
    this.manager = parent.newSubManager();
  }

  /** What is kept. */
  CapturePlan keep() {
    return keep;
  }

  /** How many tokens a block has, T. */
  int tokens() {
    return tokens;
  }

  /** Whose pass it is. */
  BatchRange images() {
    return images;
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

  /** Room for the next block's attention, [count, H, T, T]; closed by whoever asked for it. */
  NDArray roomForAttention(Shape shape, DataType dtype) {
    NDArray room =
        keep.attention()
            ? signals.room(new Signal.Attention(), attentionBlocks++, images, shape, dtype)
            : manager.create(shape, dtype);
    room.attach(manager);
    return room;
  }

  /** The next block's values as a signal, [count, H, T, h]. */
  void addValues(NDArray v) {
    signals.put(new Signal.Values(), valueBlocks++, images, v);
  }

  BlockTape block(int l) {
    return blocks.get(l);
  }

  /**
   * Of a block, the rows that a score is read from.
   *
   * @param views owns them where they are not all
   */
  BlockTape live(int l, Readout readout, NDManager views) {
    int rows = readout.live(tokens);
    if (rows == tokens) {
      return block(l);
    }
    BlockTape live = block(l).rows(rows);
    views.attachAll(live.attended(), live.hidden(), live.output());
    return live;
  }

  AttentionTape attention(int l) {
    return attentions.get(l);
  }

  @Override
  public void close() {
    manager.close();
  }
}
