package vitexplain.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Captures a batch a few images at a time: what a reverse pass keeps of the forward pass is several
 * times as large as what a trace keeps of both.
 *
 * @param images in one part, 1 or more
 */
record ChunkedCapture(int images) {
  /** Four images of ViT-B/16, about what its weights take. With fewer, parts cost time. */
  private static final long BYTES = 400L << 20;

  /** As many images as fit a fixed amount of memory, and one where none does. */
  static ChunkedCapture of(VitConfig config, int tokens, int bytesPerValue) {
    // Residual stream, query, key, value; what goes into the activation; attention.
    long perToken = 6L * config.width() + config.mlpWidth() + (long) config.heads() * tokens;
    long perImage = perToken * tokens * config.blocks() * bytesPerValue;
    return new ChunkedCapture(Math.toIntExact(Math.max(1, BYTES / perImage)));
  }

  /**
   * Captures part by part.
   *
   * @param parent a sub-manager of it owns the trace
   * @param pixels (B,C,height,width)
   * @param part captures some of the images
   */
  Trace capture(
      NDManager parent, NDArray pixels, Targets targets, BiFunction<NDArray, Targets, Trace> part) {
    int batch = Math.toIntExact(pixels.getShape().get(0));
    List<Trace> parts = new ArrayList<>();
    try {
      for (int from = 0; from < batch; from += images) {
        int to = Math.min(batch, from + images);
        try (NDArray some = pixels.get(from + ":" + to)) {
          parts.add(part.apply(some, targets.part(from, to, batch)));
        }
      }
      return joined(parent.newSubManager(), parts);
    } finally {
      parts.forEach(Trace::close);
    }
  }

  /** Array by array, so that little is held twice. */
  private static Trace joined(NDManager owner, List<Trace> parts) {
    Map<Signal, List<NDArray>> signals = new HashMap<>();
    for (Signal signal : parts.get(0).signals()) {
      List<NDArray> perBlock = new ArrayList<>();
      for (int l = 0; l < parts.get(0).arrays(signal); l++) {
        NDList pieces = new NDList();
        for (Trace part : parts) {
          pieces.add(part.get(signal, l));
        }
        NDArray whole = NDArrays.concat(pieces, 0);
        whole.attach(owner);
        perBlock.add(whole);
        pieces.forEach(NDArray::close);
      }
      signals.put(signal, perBlock);
    }
    return new Trace(
        owner,
        parts.get(0).layout(),
        parts.stream().flatMap(part -> Arrays.stream(part.logits())).toArray(float[][]::new),
        parts.stream().flatMapToInt(part -> Arrays.stream(part.targets())).toArray(),
        signals);
  }
}
