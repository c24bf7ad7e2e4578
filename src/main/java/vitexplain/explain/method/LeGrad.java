package vitexplain.explain.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import vitexplain.base.Refusal;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.BatchRange;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * LeGrad: how sensitive each block's own class score is to its attention.
 *
 * <p>s^l = W_c . LN(pool Z^l) + b_c, G^l = d s^l / d A^l with no path through other blocks, E^l_j =
 * mean over heads and queries of relu(G^l), the ReLU before any mean; the map is the mean of E^l
 * over blocks. Source: Bousselham et al. 2024, arXiv:2404.03214, section 3.
 *
 * <p>With {@code empty=K}, patches where class K's own map, scaled to 0..1, exceeds 0.8 become 0:
 * the official package's correction for SigLIP, where K is the text of an empty prompt.
 *
 * @param score how a class score is read from a block; the paper pools by the mean over all tokens
 * @param lastBlocks how many blocks count, from the last; 0 for all, the paper's choice
 * @param empty the class of an empty prompt; {@link #NO_CLASS} for no correction
 */
public record LeGrad(BlockReadout score, int lastBlocks, int empty) implements Explainer {
  /** No class is an empty prompt's. */
  public static final int NO_CLASS = -1;

  private static final float MOST_OF_EMPTY = 0.8f;

  @Override
  public String id() {
    return MethodId.of("legrad")
        .option("pool", score.pool(), BlockReadout.Pool.MEAN)
        .option("layers", lastBlocks, 0)
        .option("ln", score.norm(), Readout.Norm.AFTER_POOL)
        .option("empty", empty, NO_CLASS)
        .toString();
  }

  @Override
  public Set<Signal> needs() {
    return empty == NO_CLASS
        ? Set.of(new Signal.Values(), gradient())
        : Set.of(new Signal.Values(), gradient(), gradientOfEmpty());
  }

  private Signal gradient() {
    return new Signal.LayerContextGradient(score);
  }

  private Signal gradientOfEmpty() {
    return new Signal.LayerContextGradient(score, OptionalInt.of(empty));
  }

  @Override
  public Optional<String> unsuitableFor(VitConfig model) {
    return empty < Math.max(model.classes(), 1)
        ? Explainer.super.unsuitableFor(model)
        : Optional.of(
            String.format(
                Locale.ROOT,
                "takes class %d for the empty prompt's, and the model's classes are 0 to %d",
                empty,
                model.classes() - 1));
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
    Maps maps = mean(trace, gradient());
    return empty == NO_CLASS ? maps : without(maps, mean(trace, gradientOfEmpty()));
  }

  private static Maps without(Maps maps, Maps ofEmpty) {
    float[][] rest = new float[maps.batch()][];
    for (int b = 0; b < rest.length; b++) {
      float[][] share = ofEmpty.heatmap(b).scaled();
      rest[b] = maps.values()[b].clone();
      for (int i = 0; i < rest[b].length; i++) {
        if (share[i / maps.columns()][i % maps.columns()] > MOST_OF_EMPTY) {
          rest[b][i] = 0;
        }
      }
    }
    return maps.withValues(rest);
  }

  /** The mean over blocks of a gradient's sensitivity. */
  private Maps mean(Trace trace, Signal gradient) {
    int first = lastBlocks == 0 ? 0 : trace.blocks() - lastBlocks;
    try (NDManager scope = trace.borrow()) {
      NDArray sum = sensitivity(trace, scope, gradient, first);
      for (int l = first + 1; l < trace.blocks(); l++) {
        sum.addi(sensitivity(trace, scope, gradient, l));
      }
      return Maps.ofTokens(sum.div(trace.blocks() - first), trace.layout());
    }
  }

  /** E^l over keys, (B,T). */
  private static NDArray sensitivity(Trace trace, NDManager scope, Signal gradient, int block) {
    NDList parts = new NDList();
    for (BatchRange images : trace.parts()) {
      parts.add(sensitivity(trace, scope, gradient, block, images));
    }
    try (parts) {
      return NDArrays.concat(parts);
    }
  }

  /**
   * The same of n images, (n,T); rows that are 0 by construction count in the mean over queries.
   */
  private static NDArray sensitivity(
      Trace trace, NDManager scope, Signal gradient, int block, BatchRange images) {
    try (NDArray live = trace.liveAttentionGradient(scope, gradient, block, images); // (n,H,R,T)
        NDArray positive = Activation.relu(live)) {
      Shape s = positive.getShape();
      try (NDArray rows = positive.reshape(s.get(0), s.get(1) * s.get(2), s.get(3))) {
        return rows.sum(new int[] {1}).divi(s.get(1) * trace.queries(gradient));
      }
    }
  }
}
