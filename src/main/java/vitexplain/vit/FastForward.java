package vitexplain.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The forward pass without a graph, close to the time of its matrix products alone. The same
 * numbers as {@link Forward}, which is there to be read; rounding differs because query, key and
 * value are one product and the last block computes only the rows that are read.
 */
final class FastForward {
  private final VitConfig config;
  private final Forward plain;
  private final List<FusedBlock> fused;
  private final List<FastBlock> blocks = new ArrayList<>();

  /**
   * @param manager owns the rearranged copies of weights
   */
  FastForward(NDManager manager, VitConfig config, VitWeights weights) {
    this(
        config,
        weights,
        weights.blocks().stream()
            .map(block -> FusedBlock.of(manager, block, config.headWidth()))
            .toList());
  }

  /**
   * @param fused the blocks of {@code weights}, rearranged
   */
  FastForward(VitConfig config, VitWeights weights, List<FusedBlock> fused) {
    this.config = config;
    this.plain = new Forward(config, weights);
    this.fused = List.copyOf(fused);
    for (FusedBlock block : fused) {
      blocks.add(new FastBlock(config, block, blocks.size() == fused.size() - 1));
    }
  }

  /** A block's weights. */
  FusedBlock block(int l) {
    return fused.get(l);
  }

  /**
   * (B,C,height,width) to logits (B,K), which belong to the manager of the pixels.
   *
   * @param tape keeps what its signals take
   */
  NDArray logits(NDArray pixels, Tape tape) {
    return logits(pixels, pixels.getShape().get(0), tokens -> tokens, tape);
  }

  /** One image (1,C,height,width) to logits (B,K), each row from the patches that it keeps. */
  NDArray logits(NDArray pixels, KeptTokens kept, Tape tape) {
    return logits(pixels, kept.kept().length, kept::of, tape);
  }

  private NDArray logits(NDArray pixels, long batch, UnaryOperator<NDArray> selection, Tape tape) {
    NDManager owner = pixels.getManager();
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(pixels);
      NDArray z = selection.apply(plain.embed(pixels)).reshape(-1, config.width()); // (B T,d)
      for (FastBlock block : blocks) {
        z = block.forward(z, batch, tape);
      }
      NDArray logits = plain.score(z.reshape(batch, -1, config.width()), LayerScore.LOGIT);
      logits.attach(owner);
      return logits;
    }
  }
}
