package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;

/**
 * The relevances of the two terms of a sum, or of the two factors of a product.
 *
 * @param first shaped like the first
 * @param second shaped like the second
 */
record Parts(NDArray first, NDArray second) {

  /**
   * Of a matrix product a b: a o (S b^T) / 2 and b o (a^T S) / 2, S = r / (a b). Leading axes are
   * batches.
   *
   * @param product a b
   * @param r its relevance
   */
  static Parts ofProduct(NDArray a, NDArray b, NDArray product, NDArray r) {
    NDArray s = Ratio.of(r, product);
    return new Parts(
        a.mul(s.matMul(b.transpose(0, 1, 3, 2))).div(2),
        b.mul(a.transpose(0, 1, 3, 2).matMul(s)).div(2));
  }

  /** Of a product element by element: half of what arrived to each. */
  static Parts ofGate(NDArray a, NDArray b, NDArray r) {
    NDArray half = Ratio.copied(a.mul(b), r).div(2);
    return new Parts(half, half);
  }
}
