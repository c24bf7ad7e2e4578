package vitexplain.explain.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
 * Libra AttCAT: the relevance of the inputs of all blocks, weighted by how much each token is
 * attended to.
 *
 * <p>map_j = sum over blocks l of mean_{h,i} A^l_h[i, j] z^l_j . g^l_j, z^l the tokens before block
 * l, attention being a constant for g. Sources: Qiang et al. 2022, AttCAT (NeurIPS), section 3.2,
 * the mean over heads and queries as later implementations have it (the paper leaves it open);
 * Mehri et al. 2024, arXiv:2411.16760, section 3.5. Signed.
 *
 * @param score what is propagated
 * @param sign what of the map is shown and scored
 */
public record LibraAttCat(Score score, Sign sign) implements Explainer {

  @Override
  public String id() {
    return MethodId.of("libra-attcat")
        .option("target", score, Score.LOGIT)
        .option("sign", sign, Sign.POSITIVE)
        .toString();
  }

  private Signal relevance() {
    return new Signal.TokenRelevance(RelevanceRules.constantAttention(score));
  }

  @Override
  public Optional<Sign> signRule() {
    return Optional.of(sign);
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Attention(), relevance());
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      NDArray sum = trace.get(relevance(), 0).zerosLike(); // (B,T)
      sum.attach(scope);
      for (int l = 0; l < trace.blocks(); l++) {
        NDArray overHeads = trace.get(new Signal.Attention(), l).mean(new int[] {1});
        overHeads.attach(scope);
        NDArray weight = overHeads.mean(new int[] {1}); // (B,T)
        sum.addi(weight.mul(trace.get(relevance(), l)));
      }
      return Maps.ofTokens(sum, trace.layout()).withSign(sign);
    }
  }
}
