package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Hook;
import vitexplain.vit.trace.ClassWeights;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;

/**
 * One pass by automatic differentiation that leaves behind the gradient of the target's logit with
 * respect to the pixels and to the last block's first LayerNorm.
 */
final class InputPass {
  private static final Signal INPUT = new Signal.InputGradient();

  private final Forward forward;

  InputPass(Forward forward) {
    this.forward = forward;
  }

  static boolean isNeeded(Set<Signal> needs) {
    return needs.contains(INPUT) || NormLeaf.isNeeded(needs);
  }

  /**
   * Runs the pass.
   *
   * @param keep will own what is captured
   * @param pixels [B, C, height, width]
   * @param needs some of these may be another pass's; what this one sees of them is recorded too
   * @param signals receives what is captured
   * @return the logits, [B][K]
   */
  float[][] capture(
      NDManager keep,
      NDArray pixels,
      Targets targets,
      Set<Signal> needs,
      Map<Signal, List<NDArray>> signals) {
    try (NDManager scope = keep.newSubManager();
        Collector collector = Collector.open(scope.getEngine())) {
      NDArray x = copy(pixels, scope);
      // Without it the backward pass ends at the last block.
      x.setRequiresGradient(needs.contains(INPUT));
      Recorder recorder = new Recorder(keep, needs, signals);
      NormLeaf leaf = new NormLeaf(scope, recorder, forward.blocks() - 1);
      NDArray logits = forward.logits(x, NormLeaf.isNeeded(needs) ? leaf : recorder);
      float[][] values = HostMatrix.floats(logits);
      collector.backward(logits.mul(targets.resolve(values).matrix(logits)).sum());
      if (needs.contains(INPUT)) {
        signals.put(INPUT, List.of(gradient(x, keep)));
      }
      if (NormLeaf.isNeeded(needs)) {
        leaf.handOver(keep, signals);
      }
      return values;
    }
  }

  /**
   * d y_c / d x.
   *
   * @param keep will own the result
   * @param input x, [B, C, height, width]; unchanged
   * @param classes c of every image, or what stands for y_c
   * @return shaped like {@code input}
   */
  NDArray gradient(NDManager keep, NDArray input, ClassWeights classes) {
    try (NDManager scope = keep.newSubManager();
        Collector collector = Collector.open(scope.getEngine())) {
      NDArray x = copy(input, scope);
      x.setRequiresGradient(true);
      NDArray logits = forward.logits(x, Hook.NONE);
      collector.backward(logits.mul(classes.matrix(logits)).sum());
      return gradient(x, keep);
    }
  }

  /**
   * A leaf of its own, so that gradients neither accumulate in nor stay with the caller's array.
   */
  private static NDArray copy(NDArray pixels, NDManager scope) {
    NDArray copy = pixels.duplicate();
    copy.attach(scope);
    return copy;
  }

  private static NDArray gradient(NDArray leaf, NDManager keep) {
    NDArray gradient = leaf.getGradient();
    gradient.attach(keep);
    return gradient;
  }
}
