package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;

/**
 * Sees, and may replace, what passes through a block. Arrays within a block are closed with it;
 * whoever keeps one attaches it elsewhere.
 */
public interface Hook {

  /** Lets everything through. */
  Hook NONE = new Hook() {};

  /** The output of the block's first LayerNorm, [B, T, d]. */
  default NDArray normed(int block, NDArray normed) {
    return normed;
  }

  /** Scores before the softmax, scaled, [B, H, T, T]. */
  default NDArray scores(int block, NDArray scores) {
    return scores;
  }

  /** Attention after the softmax, [B, H, T, T]. */
  default NDArray attention(int block, NDArray attention) {
    return attention;
  }

  /** Values, [B, H, T, d_h]. */
  default NDArray values(int block, NDArray values) {
    return values;
  }

  /** A V per head, [B, H, T, d_h]. */
  default NDArray context(int block, NDArray context) {
    return context;
  }

  /** Attention of a readout's probe, [B, H, 1, T]. */
  default NDArray poolAttention(NDArray attention) {
    return attention;
  }

  /** The values that a readout's probe looks at, [B, H, T, d_h]. */
  default NDArray poolValues(NDArray values) {
    return values;
  }

  /** What a readout's probe takes from them, [B, H, 1, d_h]. */
  default NDArray poolContext(NDArray context) {
    return context;
  }

  /** Tokens after a block, [B, T, d]. */
  default NDArray tokens(int block, NDArray tokens) {
    return tokens;
  }
}
