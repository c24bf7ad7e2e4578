package vitexplain.explain.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.method.Gmar;
import vitexplain.explain.step.HeadWeights;
import vitexplain.explain.step.ReadoutRow;
import vitexplain.explain.step.StartBlock;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Beyond Intuition: how attention carries tokens through the blocks (perception), times how the
 * class reads the last block (decision).
 *
 * <p>map = (P o F)[0, patches]; P = (I + B^L) ... (I + B^s); F = mean_h relu(mean_k dA^L_h at a_k
 * x), a_k = 0, 1 / (K - 1), ..., 1. Head-wise B = sum_h t_h A_h, t_h = I_h / sum I, I_h = mean
 * |A_h^T dA_h|; token-wise B = (mean_h A_h) diag(|V_j W_o| / |z_j|). Where other tokens than CLS
 * are read, their rows count as the readout counts them, in P and in F. Source: Chen et al. 2023
 * (TMLR), Beyond Intuition: Rethinking Token Attributions inside Transformers, section 4; K and s
 * as in the official code.
 *
 * @param form what weighs attention in a block
 * @param startBlock s, the first block that counts, 0-based; {@link #BY_DEPTH} for the form's own
 * @param steps K, at least 2
 */
public record BeyondIntuition(Form form, int startBlock, int steps) implements Explainer {
  public static final int STEPS = 20;

  /** The form's share of the model's depth. */
  public static final int BY_DEPTH = -1;

  private static final Signal ATTENTION = new Signal.Attention();
  private static final Signal GRADIENT = new Signal.LogitContextGradient();
  private static final Signal GAIN = new Signal.ValueGain();

  /** What weighs attention in a block. */
  public enum Form {
    /** Heads, by how much the class depends on what they mix. */
    HEAD(3),
    /** Tokens, by how much longer the values make them. */
    TOKEN(5);

    /** Of twelve blocks those that the official code leaves out, from the first. */
    private final int leftOutOfTwelve;

    Form(int leftOutOfTwelve) {
      this.leftOutOfTwelve = leftOutOfTwelve;
    }
  }

  @Override
  public String id() {
    return MethodId.of("beyond-intuition")
        .option("form", form, Form.HEAD)
        .option("start-layer", startBlock, BY_DEPTH)
        .option("steps", steps, STEPS)
        .toString();
  }

  @Override
  public Set<Signal> needs() {
    return switch (form) {
      case HEAD -> Set.of(ATTENTION, new Signal.Values(), GRADIENT, decision());
      case TOKEN -> Set.of(ATTENTION, GAIN, decision());
    };
  }

  private Signal decision() {
    return new Signal.PathAttentionGradient(steps);
  }

  @Override
  public void requireFits(int blocks) {
    StartBlock.requireFits(id(), startBlock, blocks);
  }

  private int start(int blocks) {
    return startBlock == BY_DEPTH ? blocks * form.leftOutOfTwelve / 12 : startBlock;
  }

  @Override
  public Maps explain(Trace trace) {
    requireFits(trace.blocks());
    try (NDManager scope = trace.borrow()) {
      NDArray row = trace.start(scope); // (B,1,T)
      List<NDArray> weights = headWeights(trace, scope);
      for (int l = trace.blocks() - 1; l >= start(trace.blocks()); l--) {
        try (NDManager block = scope.newSubManager()) {
          row.addi(through(trace, row, weights, l, block));
        }
      }
      return Maps.ofTokens(row.mul(read(trace, scope)), trace.layout());
    }
  }

  /** The row times B of a block, (B,1,T). */
  private NDArray through(Trace trace, NDArray row, List<NDArray> weights, int l, NDManager scope) {
    NDArray attention = trace.get(ATTENTION, l); // (B,H,T,T)
    NDArray fused =
        form == Form.HEAD
            ? Gmar.weighted(attention, weights.get(l))
            : attention.mean(new int[] {1});
    fused.attach(scope);
    scope.tempAttachAll(row);
    NDArray mixed = row.matMul(fused);
    if (form == Form.HEAD) {
      return mixed;
    }
    NDArray gain = trace.get(GAIN, l); // (B,T)
    scope.tempAttachAll(gain);
    return mixed.muli(gain.expandDims(1));
  }

  /** t of every block, (B,H); none where heads do not weigh. */
  private List<NDArray> headWeights(Trace trace, NDManager scope) {
    List<NDArray> importance = new ArrayList<>();
    for (int l = 0; form == Form.HEAD && l < trace.blocks(); l++) {
      try (NDManager block = scope.newSubManager()) {
        NDArray gradient = trace.liveAttentionGradient(block, GRADIENT, l); // (B,H,R,T)
        NDArray rows = trace.get(ATTENTION, l).get(":, :, 0:" + gradient.getShape().get(2));
        rows.attach(block);
        NDArray size = rows.transpose(0, 1, 3, 2).matMul(gradient).abs().sum(new int[] {2, 3});
        size.attach(scope);
        importance.add(size); // T^2 times the mean: the same shares
      }
    }
    return HeadWeights.PER_LAYER.normalise(importance);
  }

  /** F's row, (B,1,T). */
  private NDArray read(Trace trace, NDManager scope) {
    NDArray gradient = trace.get(decision(), 0); // (B,H,R,T)
    scope.tempAttachAll(gradient);
    NDArray mean = Activation.relu(gradient).mean(new int[] {1}, true); // (B,1,R,T)
    return ReadoutRow.of(trace, mean, scope).squeeze(1);
  }
}
