package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import vitexplain.vit.model.NormWeights;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.TokenRange;

/**
 * The reverse pass from a class score to the tokens it is read from; letters as in {@link Kernels}.
 */
final class ScoreReverse {
  private final NormReverse normReverse;
  private final NormWeights norm;

  /** From the gradient of what LayerNorm gives to that of {@code x}; the two broadcast. */
  interface NormReverse {
    NDArray gradient(NDArray dy, NDArray x, NormWeights norm);
  }

  ScoreReverse(NormReverse normReverse, NormWeights norm) {
    this.normReverse = normReverse;
    this.norm = norm;
  }

  /**
   * The gradient of a class score.
   *
   * @param direction W_c, the score's gradient with respect to the joined features, (N,B,1,F)
   * @param z the tokens that are live, (B,R,d)
   * @return (N,B,R,d), or (N,B,1,d) where it is the same for every row; of the manager of {@code
   *     direction}
   */
  NDArray toTokens(NDArray direction, Readout readout, NDArray z) {
    NDManager owner = direction.getManager();
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(direction, z);
      NDArray gradient =
          readout.ranges().size() == 1 && readout.ranges().get(0).first() == 0
              ? toRange(direction, readout.ranges().get(0), readout.norm(), z)
              : toRanges(direction, readout, z);
      gradient.attach(owner);
      return gradient;
    }
  }

  /** Rows that no range reads get 0. */
  private NDArray toRanges(NDArray direction, Readout readout, NDArray z) {
    Shape s = direction.getShape();
    long rows = z.getShape().get(1);
    long d = z.getShape().get(2);
    NDArray sum =
        z.getManager().zeros(new Shape(s.get(0), s.get(1), rows, d), direction.getDataType());
    for (int i = 0; i < readout.ranges().size(); i++) {
      TokenRange range = readout.ranges().get(i);
      NDArray part = direction.get(new NDIndex("..., " + i * d + ":" + (i + 1) * d));
      NDArray read = sum.get(new NDIndex(":, " + range.index())); // a view
      read.addi(toRange(part, range, readout.norm(), z));
    }
    return sum;
  }

  /** From one range's part of the features, (N,B,1,d), to its tokens. */
  private NDArray toRange(NDArray direction, TokenRange range, Readout.Norm how, NDArray z) {
    NDArray tokens = z.get(range.index());
    int count = range.count(Math.toIntExact(z.getShape().get(1)));
    boolean perToken = count == 1 || how == Readout.Norm.PER_TOKEN;
    NDArray normed = perToken ? tokens : tokens.mean(new int[] {1}, true);
    NDArray gradient =
        how == Readout.Norm.NONE
            ? direction.stopGradient()
            : normReverse.gradient(direction, normed.expandDims(0), norm);
    return count == 1 ? gradient : gradient.div(count);
  }
}
