package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;

/**
 * How a pass computes its operators where their derivative may be another than the ordinary one.
 * Values are the same by every set of rules; by default so is what a backward pass makes of them.
 */
public interface Rules {

  /** The derivatives of calculus. */
  Rules ORDINARY = new Rules() {};

  /** The rules for a part of the sequence of tokens. */
  default Rules over(TokenRange range) {
    return this;
  }

  /** A projection of queries, keys, values, heads, features: [..., in] to [..., out]. */
  default NDArray linear(LinearWeights w, NDArray x) {
    return w.apply(x);
  }

  /** A layer of an MLP. */
  default NDArray mlp(LinearWeights w, NDArray x) {
    return linear(w, x);
  }

  /** The projection of patches to tokens. */
  default NDArray patch(LinearWeights w, NDArray x) {
    return linear(w, x);
  }

  /** LayerNorm. */
  default NDArray norm(NormWeights w, NDArray x) {
    return w.apply(x);
  }

  /** An MLP's non-linearity. */
  default NDArray activation(Activation f, NDArray x) {
    return f.apply(x);
  }

  /** A gated MLP's product of two halves. */
  default NDArray product(NDArray a, NDArray b) {
    return a.mul(b);
  }

  /** Queries on their way to the scores. */
  default NDArray queries(NDArray q) {
    return q;
  }

  /** Keys on their way to the scores. */
  default NDArray keys(NDArray k) {
    return k;
  }

  /** Keys on their way to the scores of a probe, whose queries are learned. */
  default NDArray probeKeys(NDArray k) {
    return k;
  }

  /** Values on their way to the context. */
  default NDArray values(NDArray v) {
    return v;
  }

  /** A constant added to all scores. */
  default NDArray shifted(NDArray scores, NDArray constant) {
    return scores.add(constant);
  }

  /** The length that features are divided by. */
  default NDArray length(NDArray length) {
    return length;
  }
}
