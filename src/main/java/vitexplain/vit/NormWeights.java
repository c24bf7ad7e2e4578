package vitexplain.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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

  /**
   * The reverse pass. With s^2 = var(x) + eps, n = (x - mean(x)) / s and g = weight dy:
   *
   * <pre>dx = (g - mean(g) - n mean(g n)) / s</pre>
   *
   * <p>{@code dy} and {@code x} may differ by axes that broadcast.
   *
   * @param dy gradient with respect to the output, [..., d]
   * @param x the input, [..., d]
   * @return belongs to the manager of {@code x}
   */
  NDArray reverse(NDArray dy, NDArray x) {
    NDManager owner = x.getManager();
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(x, dy);
      NDArray n = x.sub(meanOfRow(x));
      NDArray s = meanOfRow(n.square()).addi((float) eps).sqrt();
      n.divi(s);
      NDArray g = dy.mul(weight);
      NDArray dx = n.mul(meanOfRow(g.mul(n))).addi(meanOfRow(g)).subi(g);
      dx.divi(s.negi());
      dx.attach(owner);
      return dx;
    }
  }

  private static NDArray meanOfRow(NDArray x) {
    return x.mean(new int[] {x.getShape().dimension() - 1}, true);
  }
}
