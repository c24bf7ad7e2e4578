package vitexplain.explain.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.step.ReadoutRow;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Raw attention: where the tokens that the scores are read from look in the last block.
 *
 * <p>map_j = mean_h A^L_h[0, j] where that is the class token. The baseline of that name in Chefer
 * et al. 2021, arXiv:2012.09838, section 4. Class-agnostic, gradient-free.
 */
public record RawAttention() implements Explainer {

  @Override
  public String id() {
    return "raw-attention";
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Attention());
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      NDArray a = trace.get(new Signal.Attention(), trace.blocks() - 1);
      NDArray row = ReadoutRow.of(trace, a, scope); // (B,H,1,T)
      return Maps.ofTokens(row.mean(new int[] {1}), trace.layout());
    }
  }
}
