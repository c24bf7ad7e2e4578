package vitexplain.explain.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.step.RolloutRow;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Partial LRP: relevance propagation that ends at the last block's attention.
 *
 * <p>map = the readout's row of mean_h relu(R_A^L_h). Source: Voita et al. 2019, arXiv:1905.09418,
 * as the baseline of Chefer et al. 2021, arXiv:2012.09838, section 4.
 */
public record PartialLrp() implements Explainer {
  private static final Signal RELEVANCE = new Signal.LastAttentionRelevance();
  private static final int[] HEADS = {1};

  @Override
  public String id() {
    return "partial-lrp";
  }

  /** Attention for where a readout that has a probe looks. */
  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Attention(), RELEVANCE);
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      NDArray positive = Activation.relu(trace.get(RELEVANCE, 0)); // (B,H,T,T)
      positive.attach(scope);
      NDArray row = RolloutRow.start(trace, scope).values().toType(DataType.FLOAT64, false);
      return Maps.ofTokens(row.matMul(positive.mean(HEADS)), trace.layout()); // (B,1,T)
    }
  }
}
