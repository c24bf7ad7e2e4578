package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * All tensors of a model, on one device and in one dtype; owned by the manager that made them.
 *
 * @param patch patches to tokens, weight [d, C * patch * patch]
 * @param prefix learned tokens before the patches, [1, P, d]
 * @param position [1, P + n, d]
 * @param blocks in forward order
 * @param norm the final LayerNorm
 * @param head token 0 to logits, weight [K, d]
 */
public record VitWeights(
    LinearWeights patch,
    NDArray prefix,
    NDArray position,
    List<BlockWeights> blocks,
    NormWeights norm,
    LinearWeights head) {

  public VitWeights {
    blocks = List.copyOf(blocks);
  }

  /** Tokens before the first patch. */
  public int prefixTokens() {
    return Math.toIntExact(prefix.getShape().get(1));
  }
}
