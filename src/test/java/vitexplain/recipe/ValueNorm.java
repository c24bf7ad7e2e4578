package vitexplain.recipe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Value norms: how large each token's values are, weighted by where CLS looks.
 *
 * <p>map_j = mean_h A_h[0, j] ||V_h[j]||, of one block. After Kobayashi et al. 2020,
 * arXiv:2004.10102, section 3, without the output projection. Class-agnostic.
 *
 * @param block which one, 0-based from the last
 */
record ValueNorm(int block) implements Explainer {
  static final int LAST = 0;

  @Override
  public String id() {
    return MethodId.of("value-norm").option("block", block, LAST).toString();
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Attention(), new Signal.Values());
  }

  @Override
  public Maps explain(Trace trace) {
    int l = trace.blocks() - 1 - block;
    try (NDManager scope = trace.borrow()) {
      NDArray a = trace.get(new Signal.Attention(), l).get(":, :, 0"); // (B,H,T)
      NDArray v = trace.get(new Signal.Values(), l); // (B,H,T,d_h)
      a.attach(scope);
      NDArray squares = v.square();
      squares.attach(scope);
      NDArray norms = squares.sum(new int[] {3}).sqrt(); // (B,H,T)
      return Maps.ofTokens(a.mul(norms).mean(new int[] {1}), trace.layout());
    }
  }
}
