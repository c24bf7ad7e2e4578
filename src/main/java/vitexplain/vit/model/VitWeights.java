package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/**
 * All tensors of a model, on one device and in one dtype; owned by the manager that made them.
 *
 * @param patch patches to tokens, weight [d, C * patch * patch]
 * @param prefix learned tokens before the patches, [1, P, d]; none if P = 0
 * @param position added to all tokens, [1, P + n, d]
 * @param rotary positions by rotation besides; few models have them
 * @param first the LayerNorm before the blocks; few models have one
 * @param blocks in forward order
 * @param norm the final LayerNorm
 * @param pool the probe of a readout by attention; none for the others
 * @param head from features to class scores
 */
public record VitWeights(
    LinearWeights patch,
    Optional<NDArray> prefix,
    NDArray position,
    Optional<Rotary> rotary,
    Optional<NormWeights> first,
    List<BlockWeights> blocks,
    NormWeights norm,
    Optional<AttentionPool> pool,
    Head head) {

  public VitWeights {
    blocks = List.copyOf(blocks);
  }

  /** Of a model of nothing but one class token, learned positions and a linear classifier. */
  public VitWeights(
      LinearWeights patch,
      NDArray prefix,
      NDArray position,
      List<BlockWeights> blocks,
      NormWeights norm,
      LinearWeights classifier) {
    this(
        patch,
        Optional.of(prefix),
        position,
        Optional.empty(),
        Optional.empty(),
        blocks,
        norm,
        Optional.empty(),
        new Head.Linear(classifier));
  }

  /** Tokens before the first patch. */
  public int prefixTokens() {
    return prefix.map(tokens -> Math.toIntExact(tokens.getShape().get(1))).orElse(0);
  }

  /**
   * The linear classifier.
   *
   * @throws IllegalStateException if the model has another kind of head
   */
  public LinearWeights classifier() {
    if (head instanceof Head.Linear linear) {
      return linear.weights();
    }
    throw new IllegalStateException("the model has no linear classifier");
  }

  /** The same tensors with another head. */
  public VitWeights with(Head other) {
    return new VitWeights(patch, prefix, position, rotary, first, blocks, norm, pool, other);
  }
}
