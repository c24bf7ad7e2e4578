package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.LinearWeights;
import vitexplain.vit.model.NormWeights;
import vitexplain.vit.model.RelevanceRules;
import vitexplain.vit.model.Rules;
import vitexplain.vit.model.TokenRange;

/**
 * Adds to every output y + b of a pass the bias once more, times a zero of its token, so that a
 * backward pass leaves the sum of b o g over all biases of a token in that token's zero.
 *
 * @param rules what a backward pass makes of the operators
 * @param perToken zeros, (B,T,1)
 * @param pooled zeros for what is added behind the pooling of tokens, (B,1)
 */
record BiasLeaf(RelevanceRules rules, NDArray perToken, NDArray pooled) implements Rules {

  /** Fresh leaves, of {@code scope}. */
  static BiasLeaf of(
      RelevanceRules rules, NDManager scope, long batch, long tokens, DataType dtype) {
    NDArray perToken = scope.zeros(new Shape(batch, tokens, 1), dtype);
    NDArray pooled = scope.zeros(new Shape(batch, 1), dtype);
    perToken.setRequiresGradient(true);
    pooled.setRequiresGradient(true);
    return new BiasLeaf(rules, perToken, pooled);
  }

  @Override
  public Rules over(TokenRange range) {
    return new BiasLeaf(rules, perToken.get(range.index()), pooled);
  }

  @Override
  public NDArray linear(LinearWeights w, NDArray x) {
    return biased(rules.linear(w, x), w.bias());
  }

  @Override
  public NDArray mlp(LinearWeights w, NDArray x) {
    return biased(rules.mlp(w, x), w.bias());
  }

  @Override
  public NDArray norm(NormWeights w, NDArray x) {
    return biased(rules.norm(w, x), w.bias());
  }

  private NDArray biased(NDArray y, NDArray bias) {
    return y.add((y.getShape().dimension() == 2 ? pooled : perToken).mul(bias));
  }

  @Override
  public NDArray patch(LinearWeights w, NDArray x) {
    return rules.patch(w, x);
  }

  @Override
  public NDArray activation(Activation f, NDArray x) {
    return rules.activation(f, x);
  }

  @Override
  public NDArray product(NDArray a, NDArray b) {
    return rules.product(a, b);
  }

  @Override
  public NDArray queries(NDArray q) {
    return rules.queries(q);
  }

  @Override
  public NDArray keys(NDArray k) {
    return rules.keys(k);
  }

  @Override
  public NDArray probeKeys(NDArray k) {
    return rules.probeKeys(k);
  }

  @Override
  public NDArray values(NDArray v) {
    return rules.values(v);
  }

  @Override
  public NDArray shifted(NDArray scores, NDArray constant) {
    return biased(rules.shifted(scores, constant), constant);
  }

  @Override
  public NDArray length(NDArray length) {
    return rules.length(length);
  }
}
