package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;

/**
 * LayerNorm over the last axis.
 *
 * @param weight [d]
 * @param bias [d]
 * @param eps added to the variance
 */
public record NormWeights(NDArray weight, NDArray bias, double eps) {

  /** [..., d] to the same shape; the result belongs to the manager of {@code x}. */
  NDArray apply(NDArray x) {
    Shape axis = new Shape(weight.getShape().get(0));
    return LayerNorm.layerNorm(x, axis, weight, bias, (float) eps).singletonOrThrow();
  }
}
