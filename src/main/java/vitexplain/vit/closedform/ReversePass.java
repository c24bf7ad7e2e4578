package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.LinearWeights;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.trace.BatchRange;
import vitexplain.vit.trace.ClassWeights;
import vitexplain.vit.trace.HeadNorm;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.TraceBuilder;

/** The reverse passes over all blocks of one forward pass; letters as in {@link Kernels}. */
final class ReversePass {
  private final FastForward forward;
  private final ScoreReverse score;
  private final LinearWeights head;
  private final Readout readout;
  private final int blocks;

  ReversePass(Readout readout, VitWeights weights, FastForward forward) {
    this.readout = readout;
    this.forward = forward;
    this.score = new ScoreReverse(forward.kernels()::normReverse, weights.norm());
    this.head = weights.classifier();
    this.blocks = weights.blocks().size();
  }

  /**
   * What is explained as sums of logits: 1 at the class, -1 at a contrast, (N,B,K).
   *
   * @param choices N, of B images each
   */
  NDArray chosen(NDManager scope, List<ClassWeights> choices) {
    Shape weight = head.weight().getShape();
    int batch = choices.get(0).classes().length;
    NDArray like = scope.zeros(new Shape(batch, weight.get(0)), head.weight().getDataType());
    NDList rows = new NDList();
    choices.forEach(each -> rows.add(each.matrix(like)));
    return NDArrays.stack(rows);
  }

  /**
   * A score's gradient with respect to the features that it is read from: s W, for a class W_c.
   *
   * @param slopes s, with respect to the logits, (N,B,K)
   * @return (N,B,1,F), F the width of all ranges of the readout
   */
  NDArray directions(NDArray slopes) {
    Shape s = slopes.getShape();
    try (NDArray rows = slopes.reshape(-1, s.get(2));
        NDArray directions = rows.matMul(head.weight())) {
      return directions.reshape(s.get(0), s.get(1), 1, -1);
    }
  }

  /**
   * D of every block's own scores, for all choices of classes at once: each weight matrix is read
   * once.
   *
   * @param directions (N,B,1,F)
   * @param captured N; receives the gradients
   */
  void layerScores(Tape tape, NDArray directions, List<TraceBuilder> captured) {
    for (int l = 0; l < blocks; l++) {
      for (Signal.LayerContextGradient signal : tape.keep().layerScores()) {
        try (NDManager scope = directions.getManager().newSubManager()) {
          scope.tempAttachAll(directions);
          NDArray d = layerContext(l, tape, directions, signal.score()); // (N,B,H,R,h)
          for (int n = 0; n < captured.size(); n++) {
            captured.get(n).put(signal, l, tape.images(), d.get(n));
          }
        }
      }
      if (!tape.keep().reverse()) {
        tape.block(l).close();
      }
    }
  }

  private NDArray layerContext(int l, Tape tape, NDArray directions, BlockReadout how) {
    Readout own = readout.ofBlock(how);
    BlockTape live = tape.live(l, own, directions.getManager());
    NDArray dz = score.toTokens(directions, own, live.output());
    return forward.kernels().toContext(dz, live, forward.reverse(l)).get(1);
  }

  /**
   * Gradients of the final logit, through all blocks.
   *
   * @param direction (1,B,1,F)
   * @param captured receives them
   * @param free whether the tape's blocks are freed as soon as they are done
   */
  void logit(Tape tape, NDArray direction, TraceBuilder captured, boolean free) {
    CapturePlan keep = tape.keep();
    List<HeadNorm> norms = keep.norms().stream().map(Signal.AttentionGradientNorm::norm).toList();
    try (NDManager scope = direction.getManager().newSubManager()) {
      scope.tempAttachAll(direction);
      int last = blocks - 1;
      NDArray dz = null;
      for (int l = last; l >= 0; l--) {
        BlockTape all = tape.block(l);
        BlockTape live = l == last ? tape.live(l, readout, scope) : all;
        if (l == last) {
          dz = score.toTokens(direction, readout, live.output());
        }
        NDList gradients =
            forward
                .kernels()
                .reverse(dz, live, tape.attention(l), norms, l > 0, forward.reverse(l));
        dz.close();
        dz = gradients.get(2);
        keep(captured, keep, l, tape.images(), gradients.get(0), gradients.get(1));
        if (free) {
          all.close();
          tape.attention(l).close();
        }
      }
    }
  }

  /**
   * @param d (B,H,R,h)
   * @param norms (P,B,H)
   */
  private static void keep(
      TraceBuilder captured, CapturePlan keep, int l, BatchRange images, NDArray d, NDArray norms) {
    try (d;
        norms) {
      if (keep.context()) {
        captured.put(new Signal.LogitContextGradient(), l, images, d.stopGradient());
      }
      for (int p = 0; p < keep.norms().size(); p++) {
        captured.put(keep.norms().get(p), l, images, norms.get(p));
      }
    }
  }
}
