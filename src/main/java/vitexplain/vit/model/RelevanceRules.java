package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/**
 * Layer-wise relevance propagation as a modified gradient g: the relevance of a tensor x is x o g.
 *
 * <p>Linear layers, sums, means and the softmax keep their gradient. An activation f has f(x) / x,
 * LayerNorm's standard deviation and the length that features are divided by are constants, and of
 * a product of two tensors either each factor has half of the gradient or one is a constant.
 * Sources: Achtibat et al. 2024, arXiv:2402.05602, section 3; Ali et al. 2022, arXiv:2202.07304,
 * section 4; Mehri et al. 2024, arXiv:2411.16760, section 3.5.
 *
 * @param products what becomes of attention's products
 * @param gammaLinear weight of the gamma rule in MLPs, see {@link GammaRule}; 0 for none
 * @param gammaConv the same in the projection of patches
 * @param score what is propagated
 */
public record RelevanceRules(Products products, double gammaLinear, double gammaConv, Score score)
    implements Rules {

  /** The products of attention, Q K^T and A V. */
  public enum Products {
    /** Half of the gradient to each factor: a quarter to Q and K, half to V. */
    SHARED,
    /** Attention is a constant: nothing to Q and K, all to V. */
    VALUES
  }

  /** What is explained. */
  public enum Score {
    LOGIT,
    /** After the softmax. */
    PROBABILITY
  }

  private static final double HALF = 0.5;
  private static final double QUARTER = 0.25;

  /** Attention as a constant, no gamma rule. */
  public static RelevanceRules constantAttention(Score score) {
    return new RelevanceRules(Products.VALUES, 0, 0, score);
  }

  /** Class scores (B,K) to those that are propagated. */
  public NDArray scores(NDArray logits) {
    return score == Score.PROBABILITY ? logits.softmax(-1) : logits;
  }

  @Override
  public NDArray mlp(LinearWeights w, NDArray x) {
    return GammaRule.apply(gammaLinear, w, x);
  }

  @Override
  public NDArray patch(LinearWeights w, NDArray x) {
    return GammaRule.apply(gammaConv, w, x);
  }

  @Override
  public NDArray norm(NormWeights w, NDArray x) {
    int[] last = {x.getShape().dimension() - 1};
    NDArray centred = x.sub(x.mean(last, true));
    NDArray constant = centred.stopGradient();
    NDArray deviation = constant.mul(constant).mean(last, true).add(w.eps()).sqrt();
    return derivedAs(w.apply(x), centred.div(deviation).mul(w.weight()));
  }

  @Override
  public NDArray activation(Activation f, NDArray x) {
    NDArray constant = x.stopGradient();
    NDArray value = f.apply(constant);
    NDArray slope = value.div(constant);
    NDArray atZero = slope.zerosLike().add(HALF); // the limit where f is a gate times x
    return derivedAs(value, x.mul(NDArrays.where(constant.eq(0), atZero, slope)));
  }

  @Override
  public NDArray product(NDArray a, NDArray b) {
    return scaled(a.mul(b), HALF);
  }

  @Override
  public NDArray queries(NDArray q) {
    return products == Products.SHARED ? scaled(q, QUARTER) : q.stopGradient();
  }

  @Override
  public NDArray keys(NDArray k) {
    return products == Products.SHARED ? scaled(k, QUARTER) : k.stopGradient();
  }

  @Override
  public NDArray probeKeys(NDArray k) {
    return products == Products.SHARED ? scaled(k, HALF) : k.stopGradient();
  }

  @Override
  public NDArray values(NDArray v) {
    return products == Products.SHARED ? scaled(v, HALF) : v;
  }

  @Override
  public NDArray length(NDArray length) {
    return length.stopGradient();
  }

  /** The same array, of whose gradient a share goes on. */
  private static NDArray scaled(NDArray x, double share) {
    return derivedAs(x, x.mul(Factor.of(x, share)));
  }

  /** The value of one array with the derivative of another. */
  static NDArray derivedAs(NDArray value, NDArray path) {
    return value.stopGradient().add(path.sub(path.stopGradient()));
  }
}
