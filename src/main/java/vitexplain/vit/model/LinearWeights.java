package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;

/**
 * y = x W^T + b.
 *
 * @param weight [out, in], as checkpoints keep it
 * @param bias [out]; zeros where the checkpoint has none
 */
public record LinearWeights(NDArray weight, NDArray bias) {

  /** [..., in] to [..., out]; the result belongs to the manager of {@code x}. */
  public NDArray apply(NDArray x) {
    return Linear.linear(x, weight, bias).singletonOrThrow();
  }
}
