package vitexplain.explain.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.step.Discard;
import vitexplain.explain.step.RolloutRow;
import vitexplain.explain.step.WeightedAttention;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Gradient attention rollout: rollout of attention weighted by its gradient.
 *
 * <p>F_l = relu(mean_h(A^l_h o d y_c / d A^l_h)), R = N(F_L + I) ... N(F_1 + I), N dividing each
 * row by its sum; row 0 is returned. There is no paper: the definition is that of J. Gildenblat's
 * vit-explain (2020), which clips after the mean over heads, drops the weakest 90 % by default and
 * divides each column by the sum of the row of its number; here rows are divided.
 *
 * @param discard share of the smallest entries of F set to 0 first, 0 to 1
 */
public record GradRollout(double discard) implements Explainer {

  @Override
  public String id() {
    return MethodId.of("grad-rollout").option("discard", discard, 0.0).toString();
  }

  @Override
  public Set<Signal> needs() {
    return WeightedAttention.NEEDS;
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      RolloutRow row = RolloutRow.start(trace, scope);
      for (int l = trace.blocks() - 1; l >= 0; l--) {
        try (NDArray fused = WeightedAttention.rectifiedMean(trace, l, scope);
            NDArray kept = Discard.smallest(fused, discard, trace.readout())) {
          row.through(kept, 1);
        }
      }
      return Maps.ofTokens(row.values(), trace.layout());
    }
  }
}
