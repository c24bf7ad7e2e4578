package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;

/**
 * Constant factors for differentiable passes. {@code mul(Number)} must not be used there: DJL hands
 * the number over in a Java buffer, the backward pass reads it again, and by then the buffer may
 * have been collected and reused, which gives wrong gradients without an error.
 */
final class Factor {
  private Factor() {}

  /** The value as an array of the engine's own memory, in the dtype and manager of {@code like}. */
  static NDArray of(NDArray like, double value) {
    try (NDArray borrowed = like.getManager().create(value);
        NDArray typed = borrowed.toType(like.getDataType(), true)) {
      return typed.duplicate();
    }
  }
}
