package vitexplain.vit.trace;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Signals of a whole batch by block, put together from those of some of its images at a time. */
public final class BatchSignals {
  private final NDManager owner;
  private final int blocks;
  private final Map<Signal, Map<Integer, NDArray>> arrays = new HashMap<>();
  private final Map<Room, NDArray> rooms = new HashMap<>();

  /**
   * One array for all blocks whose signal has this shape, since what outlives a pass should not lie
   * scattered among what does not.
   */
  private record Room(Signal signal, Shape shape) {}

  /**
   * @param owner will own the arrays
   * @param blocks L
   */
  public BatchSignals(NDManager owner, int blocks) {
    this.owner = owner;
    this.blocks = blocks;
  }

  /**
   * Takes over some images' array: as it is where they are the whole batch, else to its place.
   *
   * @param part [count, ...]
   */
  public void put(Signal signal, int block, BatchRange images, NDArray part) {
    if (images.all()) {
      part.attach(owner);
      perBlock(signal).put(block, part);
      return;
    }
    try (part) {
      NDArray whole = whole(signal, block, images, part.getShape(), part.getDataType());
      whole.set(new NDIndex(images.first() + ":" + (images.first() + images.count())), part);
    }
  }

  /**
   * Room for some images' array that the caller writes itself.
   *
   * @param part [count, ...]
   * @return a view of it, owned as the signals are
   */
  public NDArray room(Signal signal, int block, BatchRange images, Shape part, DataType dtype) {
    return images.of(whole(signal, block, images, part, dtype));
  }

  private NDArray whole(Signal signal, int block, BatchRange images, Shape part, DataType dtype) {
    Shape shape = new Shape(blocks, images.batch()).addAll(part.slice(1));
    return perBlock(signal)
        .computeIfAbsent(
            block,
            l ->
                rooms
                    .computeIfAbsent(new Room(signal, shape), key -> owner.create(shape, dtype))
                    .get(l));
  }

  private Map<Integer, NDArray> perBlock(Signal signal) {
    return arrays.computeIfAbsent(signal, key -> new TreeMap<>());
  }

  /** Puts an alias of every array here, owned by {@code other}, into {@code other}. */
  void shareWith(BatchSignals other) {
    arrays.forEach(
        (signal, perBlock) ->
            perBlock.forEach(
                (block, array) -> {
                  NDArray alias = array.stopGradient();
                  alias.attach(other.owner);
                  other.perBlock(signal).put(block, alias);
                }));
  }

  /** By block in forward order; owned as said. */
  Map<Signal, List<NDArray>> all() {
    Map<Signal, List<NDArray>> lists = new HashMap<>();
    arrays.forEach((signal, perBlock) -> lists.put(signal, List.copyOf(perBlock.values())));
    return lists;
  }
}
