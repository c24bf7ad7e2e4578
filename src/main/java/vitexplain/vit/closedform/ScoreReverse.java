package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.NormWeights;

/**
 * The reverse pass from a class score to the tokens it is read from; letters as in {@link Kernels}.
 */
final class ScoreReverse {
  private final Kernels kernels;
  private final NormWeights norm;

  ScoreReverse(Kernels kernels, NormWeights norm) {
    this.kernels = kernels;
    this.norm = norm;
  }

  /**
   * The gradient of W_c . norm(pool(Z)) + b_c.
   *
   * @param direction W_c, (N,B,1,d)
   * @param z tokens (B,T,d), or (B,1,d) if the score reads CLS only
   * @return (N,B,1,d), the same for every token that counts, or (N,B,T,d); of the manager of {@code
   *     direction}
   */
  NDArray toTokens(NDArray direction, BlockReadout how, NDArray z) {
    NDManager owner = direction.getManager();
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(direction, z);
      NDArray gradient =
          switch (how.pool()) {
            case CLS -> throughNorm(how, direction, z.get(":, 0:1"));
            case MEAN -> mean(how, direction, z);
          };
      gradient.attach(owner);
      return gradient;
    }
  }

  private NDArray mean(BlockReadout how, NDArray direction, NDArray z) {
    boolean perToken = how.norm() == BlockReadout.Norm.PER_TOKEN;
    NDArray normed = perToken ? z : z.mean(new int[] {1}, true);
    return throughNorm(how, direction, normed).div(z.getShape().get(1));
  }

  private NDArray throughNorm(BlockReadout how, NDArray direction, NDArray z) {
    return how.norm() == BlockReadout.Norm.NONE
        ? direction.stopGradient()
        : kernels.normReverse(direction, z.expandDims(0), norm);
  }
}
