package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import vitexplain.vit.model.BlockWeights;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Hook;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;

/**
 * A forward pass of which nothing but the logits is left, in one call of the kernels. Patch
 * embedding, final norm and class head are in the model's own dtype, the blocks in that of their
 * weights.
 *
 * @param plain embeds the patches and reads the scores
 * @param kernels must live longer
 * @param blocks weights that the kernels read, of all blocks
 * @param readout whose tokens are computed
 */
public record LogitsPass(Forward plain, Kernels kernels, IValue blocks, Readout readout) {

  static LogitsPass of(Kernels kernels, VitConfig config, VitWeights weights, List<IValue> blocks) {
    return new LogitsPass(
        new Forward(config, weights), kernels, kernels.all(blocks), config.readout());
  }

  /**
   * The blocks in bfloat16: their weights are rounded once, after the softmax's scale has been
   * folded in.
   *
   * @param kernels for {@code config}; must live longer, and keep the rounded copies
   * @param manager its device is theirs
   */
  public static LogitsPass inBfloat16(
      Kernels kernels, NDManager manager, VitConfig config, VitWeights weights) {
    List<IValue> blocks = new ArrayList<>();
    for (BlockWeights w : weights.blocks()) {
      boolean last = blocks.size() == weights.blocks().size() - 1;
      FusedBlock exact = FusedBlock.of(manager, kernels, w, config.headWidth(), last);
      blocks.add(kernels.rounded(exact.forward()));
      exact.forward().close(); // or a float32 copy of every weight would live as long
    }
    return of(kernels, config, weights, blocks);
  }

  /** (B,C,height,width) to logits (B,K), which belong to the manager of the pixels. */
  public NDArray logits(NDArray pixels) {
    return logits(pixels, tokens -> tokens);
  }

  /** One image (1,C,height,width) to logits (B,K), each row from the patches that it keeps. */
  public NDArray logits(NDArray pixels, KeptTokens kept) {
    return logits(pixels, kept::of);
  }

  private NDArray logits(NDArray pixels, UnaryOperator<NDArray> selection) {
    NDManager owner = pixels.getManager();
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(pixels);
      NDArray z = selection.apply(plain.embed(pixels)); // (B,T,d)
      int rows = readout.live(Math.toIntExact(z.getShape().get(1)));
      NDArray logits = plain.score(kernels.tokens(z, rows, blocks), readout, Hook.NONE);
      logits.attach(owner);
      return logits;
    }
  }
}
