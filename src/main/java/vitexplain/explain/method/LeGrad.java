package vitexplain.explain.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Locale;
import java.util.Set;
import vitexplain.base.Refusal;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.Readout;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * LeGrad: how sensitive each block's own class score is to its attention.
 *
 * <p>s^l = W_c . LN(pool Z^l) + b_c, G^l = d s^l / d A^l with no path through other blocks, E^l_j =
 * mean over heads and queries of relu(G^l), the ReLU before any mean; the map is the mean of E^l
 * over blocks. Source: Bousselham et al. 2024, arXiv:2404.03214, section 3.
 *
 * @param score how a class score is read from a block; the paper pools by the mean over all tokens
 * @param lastBlocks how many blocks count, from the last; 0 for all, the paper's choice
 */
public record LeGrad(BlockReadout score, int lastBlocks) implements Explainer {

  @Override
  public String id() {
    return MethodId.of("legrad")
        .option("pool", score.pool(), BlockReadout.Pool.MEAN)
        .option("layers", lastBlocks, 0)
        .option("ln", score.norm(), Readout.Norm.AFTER_POOL)
        .toString();
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Values(), gradient());
  }

  private Signal gradient() {
    return new Signal.LayerContextGradient(score);
  }

  @Override
  public void requireFits(int blocks) {
    if (lastBlocks > blocks) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "method '%s' asks for the last %d blocks of a model that has %d; give layers=1 to %d",
              id(),
              lastBlocks,
              blocks,
              blocks));
    }
  }

  @Override
  public Maps explain(Trace trace) {
    requireFits(trace.blocks());
    int first = lastBlocks == 0 ? 0 : trace.blocks() - lastBlocks;
    try (NDManager scope = trace.borrow()) {
      NDArray sum = sensitivity(trace, scope, first);
      for (int l = first + 1; l < trace.blocks(); l++) {
        sum.addi(sensitivity(trace, scope, l));
      }
      return Maps.ofTokens(sum.div(trace.blocks() - first), trace.layout());
    }
  }

  /** E^l over keys, (B,T); rows that are 0 by construction count in the mean over queries. */
  private NDArray sensitivity(Trace trace, NDManager scope, int block) {
    try (NDArray positive = positivePart(trace, scope, block)) { // (B,H,R,T)
      Shape s = positive.getShape();
      try (NDArray rows = positive.reshape(s.get(0), s.get(1) * s.get(2), s.get(3))) {
        return rows.sum(new int[] {1}).divi(s.get(1) * trace.queries(gradient()));
      }
    }
  }

  private NDArray positivePart(Trace trace, NDManager scope, int block) {
    try (NDArray gradient = trace.liveAttentionGradient(scope, gradient(), block)) {
      return Activation.relu(gradient);
    }
  }
}
