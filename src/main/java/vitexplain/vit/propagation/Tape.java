package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import vitexplain.vit.model.Hook;
import vitexplain.vit.model.LinearWeights;
import vitexplain.vit.model.NormWeights;

/**
 * Keeps what passes through one block, or through a readout, by the weights that it is multiplied
 * with: relevance goes the same way back.
 */
final class Tape extends ExactNorm implements Hook {

  /** What no weights tell apart; of a probe its own. */
  enum At {
    /** After the softmax, (B,H,T,T). */
    ATTENTION,
    /** A V, (B,H,T,h). */
    CONTEXT,
    /** Rotated and scaled, (B,H,T,h); not of a probe. */
    QUERIES,
    /** Rotated, (B,H,T,h). */
    KEYS,
    /** (B,H,T,h). */
    VALUES,
    /** The two factors of a gated MLP, (B,T,m). */
    GATE,
    GATED
  }

  private final NDManager keep;
  private final IdentityHashMap<Object, NDArray> inputs = new IdentityHashMap<>();
  private final IdentityHashMap<Object, NDArray> outputs = new IdentityHashMap<>();
  private final Map<At, NDArray> places = new EnumMap<>(At.class);

  /**
   * @param keep owns what is kept
   */
  Tape(NDManager keep) {
    this.keep = keep;
  }

  /** What a layer was given, [..., in]. */
  NDArray into(LinearWeights w) {
    return inputs.get(w);
  }

  /** What a layer gave, [..., out]. */
  NDArray from(LinearWeights w) {
    return outputs.get(w);
  }

  /** What a LayerNorm was given. */
  NDArray into(NormWeights w) {
    return inputs.get(w);
  }

  /** What a LayerNorm gave. */
  NDArray from(NormWeights w) {
    return outputs.get(w);
  }

  NDArray get(At place) {
    return places.get(place);
  }

  private NDArray kept(NDArray array) {
    NDArray alias = array.stopGradient();
    alias.attach(keep);
    return alias;
  }

  private NDArray at(At place, NDArray array) {
    places.put(place, kept(array));
    return array;
  }

  @Override
  public NDArray linear(LinearWeights w, NDArray x) {
    NDArray y = super.linear(w, x);
    inputs.put(w, kept(x));
    outputs.put(w, kept(y));
    return y;
  }

  @Override
  public NDArray norm(NormWeights w, NDArray x) {
    NDArray y = super.norm(w, x);
    inputs.put(w, kept(x));
    outputs.put(w, kept(y));
    return y;
  }

  @Override
  public NDArray product(NDArray a, NDArray b) {
    at(At.GATE, a);
    at(At.GATED, b);
    return super.product(a, b);
  }

  @Override
  public NDArray queries(NDArray q) {
    return at(At.QUERIES, q);
  }

  @Override
  public NDArray keys(NDArray k) {
    return at(At.KEYS, k);
  }

  @Override
  public NDArray probeKeys(NDArray k) {
    return at(At.KEYS, k);
  }

  @Override
  public NDArray values(NDArray v) {
    return at(At.VALUES, v);
  }

  @Override
  public NDArray attention(int block, NDArray attention) {
    return at(At.ATTENTION, attention);
  }

  @Override
  public NDArray context(int block, NDArray context) {
    return at(At.CONTEXT, context);
  }

  @Override
  public NDArray poolAttention(NDArray attention) {
    return at(At.ATTENTION, attention);
  }

  @Override
  public NDArray poolContext(NDArray context) {
    return at(At.CONTEXT, context);
  }
}
