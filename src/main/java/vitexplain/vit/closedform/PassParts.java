package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import java.util.function.IntConsumer;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.trace.HeadNorm;

/**
 * Parts of a model's fast passes, each by itself over all blocks; for benchmarks only. Inputs are
 * random, every block has its own weights. Letters as in {@link Kernels}.
 */
public final class PassParts {
  private final Forward plain;
  private final FastForward fast;
  private final Kernels kernels;
  private final int blocks;
  private final NDManager manager;
  private final NDArray pixels;
  private final NDArray z; // (B,T,d)
  private final NDArray gradient; // (1,B,T,d)
  private final NDArray sameForEveryRow; // (1,B,1,d)
  private final NDArray map; // (B,H,T,T)
  private final BlockTape block;
  private final AttentionTape attention;

  /**
   * Draws the inputs.
   *
   * @param pixels [B, C, height, width]; its manager owns the inputs
   */
  public PassParts(FastForward fast, VitConfig config, VitWeights weights, NDArray pixels) {
    this.plain = new Forward(config, weights);
    this.fast = fast;
    this.kernels = fast.kernels();
    this.blocks = config.blocks();
    this.manager = pixels.getManager();
    this.pixels = pixels;
    long batch = pixels.getShape().get(0);
    long tokens = config.layout(weights.prefixTokens()).tokens();
    this.z = random(batch, tokens, config.width());
    this.gradient = random(1, batch, tokens, config.width());
    this.sameForEveryRow = random(1, batch, 1, config.width());
    this.map =
        manager.create(new Shape(batch, config.heads(), tokens, tokens), pixels.getDataType());
    NDList kept = kernels.attention(z, map, Math.toIntExact(tokens), forward(0));
    this.attention = new AttentionTape(z, kept.get(1), map);
    NDList after = kernels.mlpKeeping(kept.get(0), forward(0));
    this.block = new BlockTape(kept.get(0), after.get(1), after.get(0));
  }

  /** Runs the part that has this name. */
  public void run(String part) {
    switch (part) {
      case "embed" -> plain.embed(pixels).close();
      case "norm-qkv" -> inEveryBlock(l -> kernels.qkv(z, forward(l)).close());
      case "attention" -> inEveryBlock(l -> close(kernels.attended(z, forward(l))));
      case "attention-kept" -> inEveryBlock(l -> close(keptAttention(l)));
      case "mlp" -> inEveryBlock(l -> kernels.mlp(z, forward(l)).close());
      case "mlp-kept" -> inEveryBlock(l -> close(kernels.mlpKeeping(z, forward(l))));
      case "reverse-mlp-projection" ->
          inEveryBlock(l -> close(kernels.toContext(gradient, block, reverse(l))));
      case "reverse-layer-scores" ->
          inEveryBlock(l -> close(kernels.toContext(sameForEveryRow, block, reverse(l))));
      case "reverse" ->
          inEveryBlock(
              l ->
                  close(
                      kernels.reverse(
                          gradient, block, attention, List.of(HeadNorm.L1), true, reverse(l))));
      default -> throw new IllegalArgumentException("there is no part '" + part + "'");
    }
  }

  private NDList keptAttention(int l) {
    NDArray a = manager.create(map.getShape(), map.getDataType());
    NDList kept = kernels.attention(z, a, Math.toIntExact(z.getShape().get(1)), forward(l));
    kept.add(a);
    return kept;
  }

  private void inEveryBlock(IntConsumer part) {
    for (int l = 0; l < blocks; l++) {
      part.accept(l);
    }
  }

  private IValue forward(int l) {
    return fast.block(l).forward();
  }

  private IValue reverse(int l) {
    return fast.reverse(l);
  }

  private static void close(NDList results) {
    results.forEach(NDArray::close);
  }

  private NDArray random(long... shape) {
    return manager.randomNormal(0, 1, new Shape(shape), pixels.getDataType());
  }
}
