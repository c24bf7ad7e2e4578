package vitexplain.vit.trace;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Consecutive images of a batch.
 *
 * @param first 0-based
 * @param count at least 1
 * @param batch images of the whole batch
 */
public record BatchRange(int first, int count, int batch) {

  /**
   * A batch in as few parts as there can be, of nearly the same size.
   *
   * @param largest images of a part, at least 1
   */
  public static List<BatchRange> parts(int batch, int largest) {
    int parts = (batch - 1) / largest + 1;
    return IntStream.range(0, parts)
        .mapToObj(
            i -> {
              int first = i * batch / parts;
              return new BatchRange(first, (i + 1) * batch / parts - first, batch);
            })
        .toList();
  }

  /** Whether it is the whole batch. */
  boolean all() {
    return count == batch;
  }

  /** Theirs of an array of the batch: a view, or an alias where they are all. */
  public NDArray of(NDArray whole) {
    return all() ? whole.stopGradient() : whole.get(first + ":" + (first + count));
  }
}
