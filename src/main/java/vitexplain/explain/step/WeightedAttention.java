package vitexplain.explain.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.Set;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Attention weighted by the gradient of the target's final logit, A o dA, its heads made one. As A
 * is never negative, relu(A o dA) = A o relu(dA).
 */
public final class WeightedAttention {
  private static final Signal ATTENTION = new Signal.Attention();
  private static final Signal GRADIENT = new Signal.LogitContextGradient();
  private static final int[] HEADS = {1};

  /** What a trace must hold. */
  public static final Set<Signal> NEEDS = Set.of(ATTENTION, new Signal.Values(), GRADIENT);

  private WeightedAttention() {}

  /** mean_h relu(A_h o dA_h) of one block, (B,T,T), owned by {@code scope}. */
  public static NDArray meanOfRectified(Trace trace, int block, NDManager scope) {
    try (NDArray product = product(trace, block, scope);
        NDArray positive = Activation.relu(product)) {
      return positive.mean(HEADS);
    }
  }

  /** relu(mean_h(A_h o dA_h)) of one block, (B,T,T), owned by {@code scope}. */
  public static NDArray rectifiedMean(Trace trace, int block, NDManager scope) {
    try (NDArray product = product(trace, block, scope);
        NDArray mean = product.mean(HEADS)) {
      return Activation.relu(mean);
    }
  }

  /** A_h o dA_h, (B,H,T,T). */
  private static NDArray product(Trace trace, int block, NDManager scope) {
    return trace.attentionGradient(scope, GRADIENT, block).muli(trace.get(ATTENTION, block));
  }
}
