package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * A zero that is added to an array within a pass, so that a backward pass leaves the array's
 * gradient in it. Asking the array itself would give zeros without an error; leaves are fresh in
 * every pass because gradients accumulate.
 *
 * @param zero shaped like the array
 */
record Leaf(NDArray zero) {

  /** For an array; {@code scope} owns the leaf. */
  static Leaf of(NDArray array, NDManager scope) {
    NDArray zero = array.zerosLike();
    zero.attach(scope);
    zero.setRequiresGradient(true);
    return new Leaf(zero);
  }

  /** What the pass goes on with. */
  NDArray addedTo(NDArray array) {
    return array.add(zero);
  }

  /** After the backward pass, owned by {@code keep}. */
  NDArray gradient(NDManager keep) {
    NDArray gradient = zero.getGradient();
    gradient.attach(keep);
    return gradient;
  }
}
