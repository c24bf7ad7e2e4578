package vitexplain.explain.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.step.WeightedAttention;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Grad-SAM: attention weighted by its positive gradient, averaged over everything but the key.
 *
 * <p>H^l_h = A^l_h o relu(d y_c / d A^l_h), map_j = mean over blocks, heads and queries i of
 * H^l_h[i, j]. Source: Barkan et al. 2021, arXiv:2204.11073. The paper's indices could not be
 * checked, and public implementations differ: some average over keys and leave a value per query.
 * Per key it is the attention that a patch is given, as in every other method here.
 */
public record GradSam() implements Explainer {

  @Override
  public String id() {
    return "grad-sam";
  }

  @Override
  public Set<Signal> needs() {
    return WeightedAttention.NEEDS;
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      NDArray sum = perKey(trace, scope, 0);
      for (int l = 1; l < trace.blocks(); l++) {
        sum.addi(perKey(trace, scope, l));
      }
      return Maps.ofTokens(sum.div(trace.blocks()), trace.layout());
    }
  }

  /** Mean over heads and queries, (B,T). */
  private static NDArray perKey(Trace trace, NDManager scope, int block) {
    try (NDArray perQuery = WeightedAttention.meanOfRectified(trace, block, scope)) {
      return perQuery.mean(new int[] {1});
    }
  }
}
