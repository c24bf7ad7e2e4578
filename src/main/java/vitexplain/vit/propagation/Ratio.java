package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;

/** How relevance is divided: a / (b + 1e-9), and 0 where b is 0. */
final class Ratio {
  /** Keeps denominators from 0. */
  static final double STABILISER = 1e-9;

  private Ratio() {}

  /** Element by element; the result belongs to the manager of {@code a}. */
  static NDArray of(NDArray a, NDArray b) {
    NDArray moved = b.add(STABILISER);
    NDArray onZero = moved.eq(0).toType(b.getDataType(), false).mul(STABILISER);
    return a.div(moved.add(onZero)).mul(b.neq(0).toType(b.getDataType(), false));
  }

  /** x (r / x): what reaches x of the relevance r of copies of it. */
  static NDArray copied(NDArray x, NDArray r) {
    return x.mul(of(r, x));
  }
}
