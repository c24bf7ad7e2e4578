package vitexplain.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * A block's weights as the fast passes read them: query, key and value as one product, the
 * softmax's scale d_h^-1/2 folded into the query. Where d_h is a power of four, as 64 is, the scale
 * is a power of two and folding it is exact.
 *
 * @param before LayerNorm before attention
 * @param qkv [3 d, d], rows query, key, value
 * @param query the first third of {@code qkv}, sharing its memory
 * @param keyValue the other two thirds, sharing its memory
 * @param out the heads' projection, [d, d]
 * @param after LayerNorm before the MLP
 * @param fc1 [m, d]
 * @param fc2 [d, m]
 */
record FusedBlock(
    NormWeights before,
    LinearWeights qkv,
    LinearWeights query,
    LinearWeights keyValue,
    LinearWeights out,
    NormWeights after,
    LinearWeights fc1,
    LinearWeights fc2) {

  /**
   * Copies the attention's weights and shares the rest.
   *
   * @param manager owns the copies
   */
  static FusedBlock of(NDManager manager, BlockWeights w, int headWidth) {
    try (NDManager scope = manager.newSubManager()) {
      double scale = Math.pow(headWidth, -0.5);
      LinearWeights qkv =
          new LinearWeights(
              joined(
                  manager, scope, scale, w.query().weight(), w.key().weight(), w.value().weight()),
              joined(manager, scope, scale, w.query().bias(), w.key().bias(), w.value().bias()));
      long d = w.query().weight().getShape().get(0);
      return new FusedBlock(
          w.before(),
          qkv,
          rows(qkv, 0, d),
          rows(qkv, d, 3 * d),
          w.out(),
          w.after(),
          w.fc1(),
          w.fc2());
    }
  }

  private static NDArray joined(
      NDManager owner, NDManager scope, double scale, NDArray query, NDArray key, NDArray value) {
    NDArray scaled = query.mul(scale);
    scaled.attach(scope);
    NDArray joined = NDArrays.concat(new NDList(scaled, key, value), 0);
    joined.attach(owner);
    return joined;
  }

  private static LinearWeights rows(LinearWeights w, long from, long to) {
    String rows = from + ":" + to;
    return new LinearWeights(w.weight().get(rows), w.bias().get(rows));
  }
}
