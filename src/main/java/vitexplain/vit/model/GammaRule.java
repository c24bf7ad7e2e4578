package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;

/**
 * The gamma rule of relevance propagation in a linear layer z = x W^T + b, as a modified gradient.
 *
 * <p>With W+- = W + gamma max(W, 0) or min(W, 0), likewise b, and x+- the positive and negative
 * part of x, an output z above 0 is shared out by its parts of x+ W+ + b+ + x- W-, one below 0 by
 * those of x+ W- + b- + x- W+, and 0 not at all. Source: Montavon et al. 2019, Layer-Wise Relevance
 * Propagation: An Overview, section 10.2.3, for inputs of both signs as in zennit.
 */
final class GammaRule {
  /** Keeps a share's denominator off 0. */
  private static final double STABILISER = 1e-6;

  private GammaRule() {}

  /** [..., in] to [..., out]: the layer's value; the plain layer if gamma is 0. */
  static NDArray apply(double gamma, LinearWeights w, NDArray x) {
    if (gamma == 0) {
      return w.apply(x);
    }
    NDArray z = w.apply(x).stopGradient();
    NDArray high = Activation.relu(x);
    NDArray low = x.sub(high);
    LinearWeights up = tilted(w, gamma, 1, x.getManager());
    LinearWeights down = tilted(w, gamma, -1, x.getManager());
    NDArray ofPositive = up.apply(high).add(low.matMul(down.weight().transpose()));
    NDArray ofNegative = down.apply(high).add(low.matMul(up.weight().transpose()));
    NDArray isPositive = z.gt(0).toType(z.getDataType(), false);
    NDArray parts = ofPositive.mul(isPositive).add(ofNegative.mul(isPositive.neg().add(1)));
    return RelevanceRules.derivedAs(z, parts.mul(z.div(stabilised(parts.stopGradient()))));
  }

  /** d + 1e-6 sign(d), where 0 counts as positive. */
  private static NDArray stabilised(NDArray d) {
    NDArray sign = d.gte(0).toType(d.getDataType(), false).mul(2).sub(1);
    return d.add(sign.mul(STABILISER));
  }

  /** W + gamma max(W, 0), or min for the sign -1; the weights' manager is the model's own. */
  private static LinearWeights tilted(LinearWeights w, double gamma, int sign, NDManager owner) {
    return new LinearWeights(
        tilted(w.weight(), gamma, sign, owner), tilted(w.bias(), gamma, sign, owner));
  }

  private static NDArray tilted(NDArray w, double gamma, int sign, NDManager owner) {
    try (NDArray signed = w.mul(sign);
        NDArray part = Activation.relu(signed);
        NDArray share = part.mul(sign * gamma)) {
      NDArray tilted = w.add(share);
      tilted.attach(owner);
      return tilted;
    }
  }
}
