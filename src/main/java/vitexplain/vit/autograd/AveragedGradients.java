package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vitexplain.vit.model.Forward;
import vitexplain.vit.trace.ClassWeights;
import vitexplain.vit.trace.Signal;

/** Input gradients averaged over many inputs near an image, one pass over the batch for each. */
final class AveragedGradients {

  /** The inputs at which the gradient is taken. */
  private interface Inputs {

    /**
     * The i-th input of every image, [B, C, height, width], owned by {@code scope}; asked for in
     * ascending order.
     */
    NDArray at(int i, NDManager scope);
  }

  private final InputPass pass;

  AveragedGradients(Forward forward) {
    this.pass = new InputPass(forward);
  }

  /**
   * Captures the averaged gradients among {@code needs}.
   *
   * @param keep will own what is captured
   * @param pixels [B, C, height, width]
   * @param classes of the undisturbed images
   * @param signals receives what is captured
   */
  void capture(
      NDManager keep,
      NDArray pixels,
      ClassWeights classes,
      Set<Signal> needs,
      Map<Signal, List<NDArray>> signals) {
    for (Signal signal : needs) {
      if (signal instanceof Signal.PathGradient path) {
        signals.put(signal, List.of(mean(keep, path.steps(), classes, onPath(pixels, path))));
      } else if (signal instanceof Signal.SmoothedGradient smoothed) {
        signals.put(
            signal, List.of(mean(keep, smoothed.samples(), classes, noisy(pixels, smoothed))));
      }
    }
  }

  /** b + (x - b) (i + 1/2) / steps. */
  private static Inputs onPath(NDArray pixels, Signal.PathGradient path) {
    return (i, scope) -> {
      double way = (i + 0.5) / path.steps();
      NDArray x = pixels.mul(way);
      x.attach(scope);
      return x.addi(path.baseline() * (1 - way));
    };
  }

  private static Inputs noisy(NDArray pixels, Signal.SmoothedGradient smoothed) {
    PixelNoise noise = new PixelNoise(pixels, smoothed.noise(), smoothed.seed());
    return (i, scope) -> {
      NDArray x = noise.next(scope).toType(pixels.getDataType(), false);
      return x.addi(pixels);
    };
  }

  private NDArray mean(NDManager keep, int count, ClassWeights classes, Inputs inputs) {
    NDArray sum = gradient(keep, classes, inputs, 0);
    for (int i = 1; i < count; i++) {
      try (NDArray next = gradient(keep, classes, inputs, i)) {
        sum.addi(next);
      }
    }
    return sum.divi(count);
  }

  private NDArray gradient(NDManager keep, ClassWeights classes, Inputs inputs, int i) {
    try (NDManager scope = keep.newSubManager()) {
      return pass.gradient(keep, inputs.at(i, scope), classes);
    }
  }
}
