package vitexplain.explain.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import java.util.Set;
import vitexplain.base.Refusal;
import vitexplain.explain.map.Completeness;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.map.Sign;
import vitexplain.explain.step.PatchPixels;
import vitexplain.vit.model.RelevanceRules;
import vitexplain.vit.model.RelevanceRules.Products;
import vitexplain.vit.model.RelevanceRules.Score;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Layer-wise relevance propagation through a transformer: R = x o g, g the gradient by {@link
 * RelevanceRules}, summed over a token.
 *
 * <p>{@code attnlrp} shares attention's products between their factors (Achtibat et al. 2024,
 * arXiv:2402.05602, section 3.3); {@code cp-lrp} takes attention as a constant (Ali et al. 2022,
 * arXiv:2202.07304, section 4; as "input x gradient" in LibraGrad, arXiv:2411.16760, and what some
 * packages call AttnLRP of a ViT). Signed.
 *
 * @param rules what stands for the gradient
 * @param at where relevance is read
 * @param sign what of the map is shown and scored
 */
public record Lrp(RelevanceRules rules, Place at, Sign sign) implements Explainer {

  public Lrp {
    if (at == Place.TOKENS && rules.gammaConv() != 0) {
      throw Refusal.request(
          "gamma-conv acts on the projection of patches, which relevance does not reach with"
              + " at=tokens. Add at=input, or leave gamma-conv out.");
    }
  }

  @Override
  public String id() {
    return MethodId.of(rules.products() == Products.SHARED ? "attnlrp" : "cp-lrp")
        .option("gamma-conv", rules.gammaConv(), 0.0)
        .option("gamma-linear", rules.gammaLinear(), 0.0)
        .option("target", rules.score(), Score.LOGIT)
        .option("at", at, Place.TOKENS)
        .option("sign", sign, Sign.POSITIVE)
        .toString();
  }

  @Override
  public Optional<Sign> signRule() {
    return Optional.of(sign);
  }

  /** Of a logit; what class tokens and biases keep is missing from the map. */
  @Override
  public Optional<Completeness> completeness() {
    return rules.score() == Score.LOGIT ? Optional.of(Completeness.ofLogit()) : Optional.empty();
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(signal());
  }

  private Signal signal() {
    return switch (at) {
      case TOKENS -> new Signal.TokenRelevance(rules);
      case INPUT -> new Signal.PixelRelevance(rules);
    };
  }

  @Override
  public Maps explain(Trace trace) {
    NDArray relevance = trace.get(signal(), 0);
    Maps maps =
        switch (at) {
          case TOKENS -> Maps.ofTokens(relevance, trace.layout()); // (B,T)
          case INPUT -> ofPixels(relevance, trace); // (B,C,height,width)
        };
    return maps.withSign(sign);
  }

  private static Maps ofPixels(NDArray relevance, Trace trace) {
    try (NDManager scope = trace.borrow()) {
      NDArray sum = relevance.sum(new int[] {1});
      sum.attach(scope);
      return PatchPixels.sums(sum, trace.layout());
    }
  }
}
