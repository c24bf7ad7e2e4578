package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.VitConfig;

/**
 * A block's forward pass without a graph, which keeps what a tape asks for and closes everything
 * else as soon as it is used.
 *
 * <p>Letters as in {@link Forward}; R rows go on after attention: T, or those that the scores are
 * read from.
 */
final class FastBlock {
  private final Kernels kernels;
  private final VitConfig config;
  private final IValue weights;
  private final boolean last;

  /**
   * @param weights the forward ones
   * @param last whether only what the scores are read from is asked of its output
   */
  FastBlock(Kernels kernels, VitConfig config, IValue weights, boolean last) {
    this.kernels = kernels;
    this.config = config;
    this.weights = weights;
    this.last = last;
  }

  /**
   * Tokens (B,T,d) to the tokens that are read after this block, (B,R,d).
   *
   * @param z closed unless the tape keeps it
   * @return belongs to the manager of {@code z}
   */
  NDArray forward(NDArray z, Tape tape) {
    CapturePlan keep = tape.keep();
    int tokens = tokens(z);
    try (NDArray attended =
        keep.attention() || keep.reverse() ? keptAttention(z, tape) : attention(z, tape)) {
      if (!keep.tape()) {
        return kernels.mlp(attended, weights);
      }
      NDList result =
          keep.gates()
              ? kernels.mlpGating(attended, weights)
              : kernels.mlpKeeping(attended, weights);
      NDArray output = result.get(0);
      try (NDArray hidden = result.get(1)) {
        int rows = keep.rows(config.readout(), last, tokens);
        tape.add(new BlockTape(kept(attended, rows), kept(hidden, rows), kept(output, rows)));
      }
      return output;
    }
  }

  /** Tokens after attention, (B,R,d). */
  private NDArray attention(NDArray z, Tape tape) {
    int rows = liveRows(z, tape);
    NDList result =
        rows < tokens(z) ? kernels.attendedRows(z, rows, weights) : kernels.attended(z, weights);
    z.close();
    try (NDArray values = result.get(1)) {
      if (tape.keep().values()) {
        // A view would hold on to keys.
        tape.addValues(values.duplicate());
      }
    }
    return result.get(0);
  }

  /** The same, with A and what the reverse pass takes on the tape. */
  private NDArray keptAttention(NDArray z, Tape tape) {
    CapturePlan keep = tape.keep();
    long tokens = tokens(z);
    NDArray a =
        tape.roomForAttention(
            new Shape(z.getShape().get(0), config.heads(), tokens, tokens), z.getDataType());
    NDList result = kernels.attention(z, a, liveRows(z, tape), weights);
    NDArray qkv = result.get(1);
    if (keep.values()) {
      try (NDArray values = values(qkv)) {
        // A view would hold on to queries and keys, which only the reverse pass keeps anyway.
        tape.addValues(keep.reverse() ? values.stopGradient() : values.duplicate());
      }
    }
    if (keep.reverse()) {
      tape.add(new AttentionTape(z, qkv, a));
    } else {
      z.close();
      qkv.close();
      a.close();
    }
    return result.get(0);
  }

  /** (B,T,3 d) to (B,H,T,h), a view. */
  private NDArray values(NDArray qkv) {
    Shape s = qkv.getShape();
    try (NDArray parts = qkv.reshape(s.get(0), s.get(1), 3, config.heads(), config.headWidth());
        NDArray value = parts.get(":, :, 2")) {
      return value.transpose(0, 2, 1, 3);
    }
  }

  private static int tokens(NDArray z) {
    return Math.toIntExact(z.getShape().get(1));
  }

  /** R: all but of the last block, where nobody reads the others. */
  private int liveRows(NDArray z, Tape tape) {
    return last ? tape.keep().rows(config.readout(), true, tokens(z)) : tokens(z);
  }

  /** The first rows of (B,R,n), which the tape keeps: an alias of all, or a copy of some. */
  private static NDArray kept(NDArray x, int rows) {
    if (x.getShape().get(1) == rows) {
      return x.stopGradient();
    }
    try (NDArray first = x.get(":, 0:" + rows)) {
      return first.duplicate();
    }
  }
}
