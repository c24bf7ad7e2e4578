package vitexplain.explain.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.step.Discard;
import vitexplain.explain.step.Fusion;
import vitexplain.explain.step.RolloutRow;
import vitexplain.explain.step.StartBlock;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Attention rollout: how much of each input token reaches the tokens that the scores are read from
 * if attention were the only mixing, with a residual path.
 *
 * <p>R = N(F_L + I) ... N(F_1 + I), F_l the fused heads of block l, N dividing each row by its sum;
 * the row of CLS is returned, or what the readout makes of several. Source: Abnar and Zuidema 2020,
 * arXiv:2005.00928, section 3. Class-agnostic.
 *
 * @param fusion how heads become one matrix
 * @param discard share of the fused matrix's smallest entries set to 0 first, 0 to 1
 * @param startBlock first block that counts, 0-based
 */
public record Rollout(Fusion fusion, double discard, int startBlock) implements Explainer {

  @Override
  public String id() {
    return MethodId.of("rollout")
        .option("fuse", fusion, Fusion.MEAN)
        .option("discard", discard, 0.0)
        .option("start-layer", startBlock, 0)
        .toString();
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Attention());
  }

  @Override
  public void requireFits(int blocks) {
    StartBlock.requireFits(id(), startBlock, blocks);
  }

  @Override
  public Maps explain(Trace trace) {
    requireFits(trace.blocks());
    try (NDManager scope = trace.borrow()) {
      RolloutRow row = RolloutRow.start(trace, scope);
      for (int l = trace.blocks() - 1; l >= startBlock; l--) {
        try (NDArray fused = fusion.fuse(trace.get(new Signal.Attention(), l), scope);
            NDArray kept = Discard.smallest(fused, discard, trace.readout())) {
          row.through(kept, 1);
        }
      }
      return Maps.ofTokens(row.values(), trace.layout());
    }
  }
}
