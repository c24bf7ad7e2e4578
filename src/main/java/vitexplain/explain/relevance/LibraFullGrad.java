package vitexplain.explain.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.map.Sign;
import vitexplain.vit.model.RelevanceRules;
import vitexplain.vit.model.RelevanceRules.Score;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Libra FullGrad+: the relevance of the inputs of all blocks, attention being a constant.
 *
 * <p>map_j = sum over blocks l of z^l_j . g^l_j, z^l the tokens before block l, and, where asked
 * for, the sum of b . g over the biases that are added to token j. Source: Mehri et al. 2024,
 * arXiv:2411.16760, sections 2.1 and 3.5. Signed.
 *
 * @param score what is propagated
 * @param bias whether biases have their part
 * @param sign what of the map is shown and scored
 */
public record LibraFullGrad(Score score, Bias bias, Sign sign) implements Explainer {

  /** Whether biases have their part. */
  public enum Bias {
    NO,
    YES
  }

  @Override
  public String id() {
    return MethodId.of("libra-fullgrad")
        .option("target", score, Score.LOGIT)
        .option("bias", bias, Bias.NO)
        .option("sign", sign, Sign.POSITIVE)
        .toString();
  }

  private RelevanceRules rules() {
    return RelevanceRules.constantAttention(score);
  }

  @Override
  public Optional<Sign> signRule() {
    return Optional.of(sign);
  }

  @Override
  public Set<Signal> needs() {
    Set<Signal> needs = new HashSet<>(Set.of(new Signal.TokenRelevance(rules())));
    if (bias == Bias.YES) {
      needs.add(new Signal.BiasRelevance(rules()));
    }
    return Set.copyOf(needs);
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      NDArray sum = trace.get(new Signal.TokenRelevance(rules()), 0).duplicate(); // (B,T)
      sum.attach(scope);
      for (int l = 1; l < trace.blocks(); l++) {
        sum.addi(trace.get(new Signal.TokenRelevance(rules()), l));
      }
      if (bias == Bias.YES) {
        sum.addi(trace.get(new Signal.BiasRelevance(rules()), 0));
      }
      return Maps.ofTokens(sum, trace.layout()).withSign(sign);
    }
  }
}
