package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.RelevanceRules;
import vitexplain.vit.model.RelevanceRules.Score;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.TraceBuilder;

/**
 * The reverse pass over all blocks by {@link RelevanceRules} that take attention as a constant: it
 * has no path through queries and keys. Letters as in {@link Kernels}.
 */
final class RelevanceReverse {
  private final FastForward forward;
  private final ScoreReverse score;
  private final Readout readout;
  private final int blocks;

  RelevanceReverse(Readout readout, VitWeights weights, FastForward forward) {
    this.readout = readout;
    this.forward = forward;
    this.score = new ScoreReverse(forward.kernels()::normRelevance, weights.norm());
    this.blocks = weights.blocks().size();
  }

  /** Whether these rules are the ones: attention as a constant, and no gamma rule. */
  static boolean knows(RelevanceRules rules) {
    return rules.equals(RelevanceRules.constantAttention(rules.score()));
  }

  /**
   * The gradient of what is propagated with respect to the logits.
   *
   * @param chosen the score as a sum of logits or of probabilities, (N,B,K)
   * @param logits (B,K)
   * @return (N,B,K)
   */
  static NDArray slopes(Score score, NDArray chosen, NDArray logits) {
    if (score == Score.LOGIT) {
      return chosen;
    }
    NDManager owner = chosen.getManager();
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(chosen, logits);
      NDArray p = logits.softmax(-1);
      NDArray own = chosen.mul(p);
      NDArray slopes = own.sub(p.mul(own.sum(new int[] {2}, true)));
      slopes.attach(owner);
      return slopes;
    }
  }

  /**
   * The relevance of every block's input tokens.
   *
   * @param direction gradient with respect to the features that the score is read from, (1,B,1,F)
   * @param captured receives the relevance
   * @param free whether the tape's blocks are freed as soon as they are done
   */
  void toBlockInputs(
      Tape tape,
      NDArray direction,
      Signal.TokenRelevance signal,
      TraceBuilder captured,
      boolean free) {
    try (NDManager scope = direction.getManager().newSubManager()) {
      scope.tempAttachAll(direction);
      int last = blocks - 1;
      BlockTape live = tape.live(last, readout, scope);
      NDArray dz = score.toTokens(direction, readout, live.output());
      for (int l = last; l >= 0; l--) {
        BlockTape block = l == last ? live : tape.block(l);
        NDList result = through(l, dz, block, tape);
        dz.close();
        dz = result.get(1);
        captured.put(signal, l, tape.images(), result.get(0));
        if (free) {
          tape.block(l).close();
          tape.attention(l).close();
        }
      }
    }
  }

  private NDList through(int l, NDArray dz, BlockTape block, Tape tape) {
    Kernels kernels = forward.kernels();
    if (tape.keep().gates()) {
      return kernels.relevance(dz, block, block.hidden(), tape.attention(l), forward.reverse(l));
    }
    try (NDArray gates = kernels.gates(block.hidden())) {
      return kernels.relevance(dz, block, gates, tape.attention(l), forward.reverse(l));
    }
  }
}
