package vitexplain.explain.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.step.RolloutRow;
import vitexplain.explain.step.StartBlock;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Transformer attribution: the relevance that passes each block's attention, weighted by the
 * gradient there, through the blocks.
 *
 * <p>C_l = mean_h relu(d y_c / d A^l_h o R_A^l_h); map = the readout's row of (I + C_L) ... (I +
 * C_s), rows not normalised. Source: Chefer, Gur and Wolf, CVPR 2021, arXiv:2012.09838, section 3.
 *
 * @param startBlock s, the first block of the product, 0-based. The paper's product holds all
 *     blocks; the default is that of the authors' evaluation, on which their published numbers rest
 */
public record TransformerAttribution(int startBlock) implements Explainer {
  public static final int SECOND_BLOCK = 1;

  private static final Signal GRADIENT = new Signal.LogitContextGradient();
  private static final int[] HEADS = {1};

  @Override
  public String id() {
    return MethodId.of("transformer-attribution")
        .option("start-layer", startBlock, SECOND_BLOCK)
        .toString();
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Attention(), new Signal.Values(), GRADIENT, relevance());
  }

  private Signal relevance() {
    return new Signal.AttentionRelevance(startBlock);
  }

  @Override
  public void requireFits(int blocks) {
    StartBlock.requireFits(id(), startBlock, blocks);
  }

  @Override
  public Maps explain(Trace trace) {
    requireFits(trace.blocks());
    try (NDManager scope = trace.borrow()) {
      NDArray row = wide(RolloutRow.start(trace, scope).values()); // (B,1,T)
      for (int l = trace.blocks() - 1; l >= startBlock; l--) {
        try (NDManager block = scope.newSubManager()) {
          NDArray gradient = wide(trace.attentionGradient(block, GRADIENT, l)); // (B,H,T,T)
          NDArray weighted = gradient.mul(trace.get(relevance(), l - startBlock));
          row.addi(row.matMul(Activation.relu(weighted).mean(HEADS)));
        }
      }
      return Maps.ofTokens(row, trace.layout());
    }
  }

  /** Relevance is float64 in a model of any type. */
  private static NDArray wide(NDArray array) {
    return array.toType(DataType.FLOAT64, false);
  }
}
