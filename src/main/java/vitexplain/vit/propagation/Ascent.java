package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Hook;
import vitexplain.vit.model.Rules;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;

/**
 * The pass up in float64, of which the tokens between blocks are kept.
 *
 * @param weights theirs
 * @param pixels (B,C,height,width)
 * @param tokens before each block and behind the last, (B,T,d) each
 */
record Ascent(WideWeights weights, NDArray pixels, List<NDArray> tokens) {
  private static final Rules EXACT = new ExactNorm();

  /**
   * Runs it.
   *
   * @param scope owns all of it
   * @param input (B,C,height,width) in any type
   */
  static Ascent of(VitConfig config, VitWeights model, NDArray input, NDManager scope) {
    WideWeights weights = new WideWeights(model, scope);
    NDArray pixels = input.toType(DataType.FLOAT64, true);
    pixels.attach(scope);
    List<NDArray> tokens = new ArrayList<>();
    tokens.add(new Forward(config, weights.ends(), EXACT).embed(pixels));
    for (int l = 0; l < model.blocks().size(); l++) {
      try (NDManager block = scope.newSubManager()) {
        Forward forward = new Forward(config, weights.block(l, block), EXACT);
        tokens.add(forward.through(0, tokens.get(l), Hook.NONE));
      }
    }
    return new Ascent(weights, pixels, List.copyOf(tokens));
  }

  /** Blocks L. */
  int blocks() {
    return tokens.size() - 1;
  }

  /** Images B. */
  long batch() {
    return pixels.getShape().get(0);
  }
}
