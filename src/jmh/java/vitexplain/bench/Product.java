package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.function.BinaryOperator;

/**
 * One matrix product with operands that exist before it is timed.
 *
 * @param left [..., m, k]
 * @param right [..., k, n]
 * @param by multiplies them; the result belongs to the manager of {@code left}
 */
record Product(NDArray left, NDArray right, BinaryOperator<NDArray> by) {

  /** By the engine's own product. */
  Product(NDArray left, NDArray right) {
    this(left, right, NDArray::matMul);
  }

  /**
   * Operands of seeded normal values, {@code right} kept as its transpose in memory, as linear
   * layers keep their weights.
   *
   * @param left owned by the caller's manager
   * @param right shape of the second operand, its last two axes exchanged
   */
  static Product withWeights(NDManager manager, NDArray left, Shape right) {
    return new Product(left, transposed(random(manager, right, left.getDataType())));
  }

  /** Normal values; the engine's random seed is the caller's business. */
  static NDArray random(NDManager manager, Shape shape, DataType dtype) {
    return manager.randomNormal(0, 1, shape, dtype);
  }

  /** A view with the last two axes exchanged. */
  static NDArray transposed(NDArray matrix) {
    int last = matrix.getShape().dimension() - 1;
    return matrix.swapAxes(last - 1, last);
  }

  /** Runs it; the caller closes the result. */
  NDArray run() {
    return by.apply(left, right);
  }

  /** Compares the first entry with a dot product in plain Java. */
  void check() {
    double expected = 0;
    double scale = 0;
    float[] row = line(left, ", 0, :");
    float[] column = line(right, ", :, 0");
    for (int i = 0; i < row.length; i++) {
      expected += (double) row[i] * column[i];
      scale += Math.abs((double) row[i] * column[i]);
    }
    try (NDArray product = run()) {
      String what = "product of " + left.getShape() + " and " + right.getShape();
      Answers.requireEqual(what, Barrier.await(product), expected, scale);
    }
  }

  private static float[] line(NDArray matrix, String last) {
    String first = "0, ".repeat(matrix.getShape().dimension() - 2);
    String index = (first + last.substring(2));
    try (NDArray line = matrix.get(index)) {
      return line.toType(DataType.FLOAT32, false).toFloatArray();
    }
  }
}
