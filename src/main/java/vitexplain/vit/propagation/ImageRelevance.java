package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.LinearWeights;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;

/**
 * Relevance from the tokens before the first block to the image: positions keep their share of each
 * sum, and the projection of patches shares out by the z^B rule, whose bounds are the image's own
 * least and largest value.
 *
 * <p>Source of the rule: Montavon et al. 2017, Explaining nonlinear classification decisions with
 * deep Taylor decomposition, the rule for pixels.
 */
final class ImageRelevance {
  private static final int[] TOKENS = {1};
  private static final int[] WIDTH = {2};

  private final LayerRules rules;
  private final VitConfig config;
  private final VitWeights weights;

  /**
   * @param weights in float64
   */
  ImageRelevance(LayerRules rules, VitConfig config, VitWeights weights) {
    this.rules = rules;
    this.config = config;
    this.weights = weights;
  }

  /**
   * Summed over channels; what the prefix tokens have stays with them.
   *
   * @param pixels (B,C,height,width)
   * @param r (B,T,d)
   * @param tape its owner owns what is computed
   * @return (B,height,width)
   */
  NDArray toPixels(NDArray pixels, NDArray r, Tape tape) {
    new Forward(config, weights, tape).embed(pixels);
    LinearWeights w = weights.patch();
    String patches = ":, " + weights.prefixTokens() + ":";
    NDArray position = weights.position().get(patches);
    NDArray ofPatches = rules.sum(tape.from(w), position, r.get(patches)).first(); // (B,n,d)
    return inPlace(bounded(w, tape.into(w), ofPatches), pixels.getShape());
  }

  /** x (S W) - l (S W+) - u (S W-), S = r / (x W - l W+ - u W-), l and u the bounds. */
  private static NDArray bounded(LinearWeights w, NDArray x, NDArray r) {
    NDArray up = Activation.relu(w.weight());
    NDArray down = w.weight().sub(up);
    NDArray aboveLeast = x.sub(x.min(TOKENS, true).min(WIDTH, true));
    NDArray belowLargest = x.sub(x.max(TOKENS, true).max(WIDTH, true));
    NDArray z = aboveLeast.matMul(up.transpose()).add(belowLargest.matMul(down.transpose()));
    NDArray s = r.div(z.add(Ratio.STABILISER));
    return aboveLeast.mul(s.matMul(up)).add(belowLargest.mul(s.matMul(down)));
  }

  /** (B,n,C p p) to (B,height,width). */
  private NDArray inPlace(NDArray cells, Shape image) {
    int p = config.patchSize();
    long rows = image.get(2) / p;
    long columns = image.get(3) / p;
    return cells
        .reshape(image.get(0), rows, columns, image.get(1), p, p)
        .sum(new int[] {3}) // (B,rows,columns,p,p)
        .transpose(0, 1, 3, 2, 4)
        .reshape(image.get(0), image.get(2), image.get(3));
  }
}
