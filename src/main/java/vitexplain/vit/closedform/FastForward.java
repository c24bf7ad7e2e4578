package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import vitexplain.vit.model.BlockWeights;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Hook;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;

/**
 * The forward pass without a graph, close to the time of its matrix products alone. The same
 * numbers as {@link Forward}, which is there to be read; rounding differs because query, key and
 * value are one product and the last block computes only the rows that are read.
 */
public final class FastForward {
  private final VitConfig config;
  private final Forward plain;
  private final Kernels kernels;
  private final List<FusedBlock> fused;
  private final List<FastBlock> blocks = new ArrayList<>();
  private final LogitsPass logits;

  /**
   * @param manager owns the arranged copies of weights
   * @param kernels for {@code config}; must live longer
   */
  public FastForward(NDManager manager, VitConfig config, VitWeights weights, Kernels kernels) {
    this(kernels, config, weights, fused(kernels, manager, config, weights));
  }

  /**
   * @param kernels must live longer, as must those that the blocks were arranged by
   * @param fused the blocks of {@code weights}, arranged for their places
   */
  public FastForward(
      Kernels kernels, VitConfig config, VitWeights weights, List<FusedBlock> fused) {
    this.config = config;
    this.plain = new Forward(config, weights);
    this.kernels = kernels;
    this.fused = List.copyOf(fused);
    for (FusedBlock block : fused) {
      blocks.add(
          new FastBlock(kernels, config, block.forward(), blocks.size() == fused.size() - 1));
    }
    this.logits =
        LogitsPass.of(kernels, config, weights, fused.stream().map(FusedBlock::forward).toList());
  }

  /** Whether the kernels compute this model's blocks. */
  public static boolean supports(VitConfig config, VitWeights weights) {
    return Kernels.ACTIVATIONS.contains(config.activation())
        && weights.rotary().isEmpty()
        && weights.blocks().stream().noneMatch(BlockWeights::gated);
  }

  private static List<FusedBlock> fused(
      Kernels kernels, NDManager manager, VitConfig config, VitWeights weights) {
    List<FusedBlock> fused = new ArrayList<>();
    for (BlockWeights w : weights.blocks()) {
      boolean last = fused.size() == weights.blocks().size() - 1;
      fused.add(FusedBlock.of(manager, kernels, w, config.headWidth(), last));
    }
    return fused;
  }

  /** A block's weights, arranged. */
  public FusedBlock block(int l) {
    return fused.get(l);
  }

  /** What it computes with. */
  public Kernels kernels() {
    return kernels;
  }

  /** A block's weights for the reverse pass. */
  IValue reverse(int l) {
    return fused.get(l).reverse();
  }

  /** The same pass when nothing but logits is asked of it. */
  public LogitsPass logits() {
    return logits;
  }

  /** (B,C,height,width) to logits (B,K), which belong to the manager of the pixels. */
  NDArray logits(NDArray pixels) {
    return logits.logits(pixels);
  }

  /**
   * The same as {@link #logits(NDArray)}, block by block.
   *
   * @param tape keeps what its signals take
   */
  NDArray logits(NDArray pixels, Tape tape) {
    NDManager owner = pixels.getManager();
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(pixels);
      NDArray z = plain.embed(pixels); // (B,T,d)
      for (FastBlock block : blocks) {
        z = block.forward(z, tape);
        z.attach(scope);
      }
      NDArray scores = plain.score(z, config.readout(), Hook.NONE);
      scores.attach(owner);
      return scores;
    }
  }
}
