package vitexplain.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Captures traces without automatic differentiation: one forward pass that keeps what the reverse
 * passes take, then one reverse pass per gradient, which frees a block as soon as it is done.
 */
final class ClosedFormCapture {
  private final PatchLayout layout;
  private final FastForward forward;
  private final ReversePass reverse;

  ClosedFormCapture(VitConfig config, VitWeights weights, FastForward forward) {
    this.layout = config.layout(weights.prefixTokens());
    this.forward = forward;
    this.reverse = new ReversePass(weights, forward);
  }

  /**
   * One trace for each choice of classes, from one forward pass. They share the memory of attention
   * and values, and each may be closed before the others.
   *
   * @param parent sub-managers of it own the traces
   * @param keep made of {@code needs}
   */
  List<Trace> capture(
      NDManager parent, NDArray pixels, List<Targets> targets, Set<Signal> needs, Keep keep) {
    List<NDManager> owners = new ArrayList<>();
    try (NDManager scope = parent.newSubManager();
        Tape tape = new Tape(keep, scope)) {
      scope.tempAttachAll(pixels);
      float[][] logits;
      try (NDArray scores = forward.logits(pixels, tape)) {
        logits = Rows.floats(scores);
      }
      List<Captured> captured = new ArrayList<>();
      for (Targets choice : targets) {
        owners.add(parent.newSubManager());
        captured.add(new Captured(owners.get(owners.size() - 1), choice.resolve(logits)));
      }
      for (Captured each : captured) {
        shareSignals(each, tape, pixels, needs);
      }
      captureGradients(tape, scope, captured);
      return captured.stream().map(each -> each.trace(layout, logits)).toList();
    } catch (RuntimeException | Error failure) {
      owners.forEach(NDManager::close);
      throw failure;
    }
  }

  private static void shareSignals(
      Captured captured, Tape tape, NDArray pixels, Set<Signal> needs) {
    if (tape.keep().attention()) {
      captured.share(new Signal.Attention(), tape.attentionSignal());
    }
    if (tape.keep().values()) {
      captured.share(new Signal.Values(), tape.valuesSignal());
    }
    if (needs.contains(new Signal.Pixels())) {
      captured.add(new Signal.Pixels(), pixels.duplicate());
    }
  }

  private void captureGradients(Tape tape, NDManager scope, List<Captured> captured) {
    if (!tape.keep().tape()) {
      return;
    }
    NDArray directions =
        reverse.directions(scope, captured.stream().map(Captured::classes).toList());
    if (!tape.keep().layerScores().isEmpty()) {
      reverse.layerScores(tape, directions, captured);
    }
    if (tape.keep().reverse()) {
      for (int n = 0; n < captured.size(); n++) {
        NDArray direction = directions.get(n + ":" + (n + 1));
        reverse.logit(tape, direction, captured.get(n), n == captured.size() - 1);
      }
    }
  }
}
