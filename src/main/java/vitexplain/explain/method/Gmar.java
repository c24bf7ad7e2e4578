package vitexplain.explain.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.step.HeadWeights;
import vitexplain.explain.step.RolloutRow;
import vitexplain.vit.trace.HeadNorm;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * GMAR: attention rollout with the heads of a block weighted by the size of the gradient of the
 * final logit.
 *
 * <p>G^l_h = d y_c / d A^l_h, w^l_h = |G^l_h| / sum over heads, F^l = sum_h w^l_h A^l_h, R = N(F^L
 * + alpha I) ... N(F^1 + alpha I); row 0 is returned. Source: Jo et al. 2025, arXiv:2504.19414;
 * where the paper leaves a choice open (alpha, the rows' normalisation, the order) this follows
 * rollout.
 *
 * @param norm how the size of a gradient matrix is measured
 * @param alpha weight of the residual path; 0 for none, close to what the official code's 0.25
 *     mean(R) 5e-5 amounts to
 * @param weights whether heads compete within their block or over all blocks
 */
public record Gmar(HeadNorm norm, double alpha, HeadWeights weights) implements Explainer {

  @Override
  public String id() {
    return MethodId.of("gmar-" + MethodId.spelled(norm))
        .option("alpha", alpha, 1.0)
        .option("weights", weights, HeadWeights.PER_LAYER)
        .toString();
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Attention(), new Signal.AttentionGradientNorm(norm));
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      List<NDArray> w = weights.normalise(norms(trace, norm, scope));
      RolloutRow row = RolloutRow.start(trace, scope);
      for (int l = trace.blocks() - 1; l >= 0; l--) {
        try (NDArray fused = weighted(trace.get(new Signal.Attention(), l), w.get(l))) {
          row.through(fused, alpha);
        }
      }
      return Maps.ofTokens(row.values(), trace.layout());
    }
  }

  /** |G^l_h| per block, (B,H); what is computed from them belongs to {@code scope}. */
  public static List<NDArray> norms(Trace trace, HeadNorm norm, NDManager scope) {
    List<NDArray> norms = new ArrayList<>();
    for (int l = 0; l < trace.blocks(); l++) {
      norms.add(trace.get(new Signal.AttentionGradientNorm(norm), l));
    }
    scope.tempAttachAll(norms.toArray(NDArray[]::new));
    return norms;
  }

  /** sum_h w_h A_h: (B,H,T,T) and (B,H) to (B,T,T), as one product per image. */
  public static NDArray weighted(NDArray attention, NDArray w) {
    Shape s = attention.getShape();
    long batch = s.get(0);
    long heads = s.get(1);
    try (NDArray flat = attention.reshape(batch, heads, s.get(2) * s.get(3));
        NDArray row = w.reshape(batch, 1, heads);
        NDArray fused = row.matMul(flat)) {
      return fused.reshape(batch, s.get(2), s.get(3));
    }
  }
}
