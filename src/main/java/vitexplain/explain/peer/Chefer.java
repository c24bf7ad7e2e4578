package vitexplain.explain.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.step.RolloutRow;
import vitexplain.explain.step.WeightedAttention;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Chefer's generic attention explainability, for self-attention alone.
 *
 * <p>C_l = mean_h relu(d y_c / d A^l_h o A^l_h); R starts as I and grows by C_l R from the first
 * block to the last, so R = (I + C_L) ... (I + C_1); row 0 is returned. Rows are not normalised.
 * Source: Chefer, Gur and Wolf, ICCV 2021, arXiv:2103.15679, section 3, equations 5 and 6.
 */
public record Chefer() implements Explainer {

  @Override
  public String id() {
    return "chefer";
  }

  @Override
  public Set<Signal> needs() {
    return WeightedAttention.NEEDS;
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      NDArray row = RolloutRow.start(trace, scope).values(); // (B,1,T)
      for (int l = trace.blocks() - 1; l >= 0; l--) {
        try (NDArray c = WeightedAttention.meanOfRectified(trace, l, scope);
            NDArray step = row.matMul(c)) {
          row.addi(step);
        }
      }
      return Maps.ofTokens(row, trace.layout());
    }
  }
}
