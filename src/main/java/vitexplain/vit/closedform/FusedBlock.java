package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import vitexplain.vit.model.BlockWeights;
import vitexplain.vit.model.LinearWeights;
import vitexplain.vit.model.NormWeights;

/**
 * A block's weights as the kernels read them, by the names that {@code kernels.py} lists. The
 * forward pass has query, key and value as one product, with the softmax's scale d_h^-1/2 folded
 * into the query. Where d_h is a power of four, as 64 is, the scale is a power of two and folding
 * it is exact.
 *
 * @param forward copies where the kernels want another memory order
 * @param reverseOnce the model's own, and a copy where the kernels want another memory order; made
 *     when first asked for, as passes for logits alone do without
 */
public record FusedBlock(IValue forward, Supplier<IValue> reverseOnce) {

  /**
   * Arranges a block's weights.
   *
   * @param manager its device is theirs
   * @param last whether some of its tokens alone may be asked for
   */
  public static FusedBlock of(
      NDManager manager, Kernels kernels, BlockWeights w, int headWidth, boolean last) {
    // Copies live on in the arguments that hold them.
    try (NDManager scope = manager.newSubManager()) {
      LinearWeights query = scaled(w.query(), Math.pow(headWidth, -0.5), scope);
      LinearWeights keyValue = joined(scope, w.key(), w.value());
      Map<String, NDArray> forward = new LinkedHashMap<>();
      put(forward, "before", w.before());
      put(forward, "qkv", arranged(kernels, scope, joined(scope, query, keyValue)));
      put(forward, "out", arranged(kernels, scope, w.out()));
      put(forward, "after", w.after());
      put(forward, "fc1", arranged(kernels, scope, w.fc1()));
      put(forward, "fc2", arranged(kernels, scope, w.fc2()));
      if (last) {
        put(forward, "query", arranged(kernels, scope, query));
        put(forward, "key_value", arranged(kernels, scope, keyValue));
      }
      return new FusedBlock(
          kernels.weights(forward), new Lazy<>(() -> reverse(manager, kernels, w)));
    }
  }

  /** For the reverse pass. */
  IValue reverse() {
    return reverseOnce.get();
  }

  private static IValue reverse(NDManager manager, Kernels kernels, BlockWeights w) {
    try (NDManager scope = manager.newSubManager()) {
      return kernels.weights(
          Map.of(
              "before.weight", w.before().weight(),
              "query.weight", w.query().weight(),
              "key.weight", w.key().weight(),
              "value.weight", w.value().weight(),
              "out.weight", w.out().weight(),
              "after.weight", w.after().weight(),
              "fc1.weight", w.fc1().weight(),
              "fc2.weight", owned(kernels.layoutReverse(w.fc2().weight()), scope)));
    }
  }

  private static void put(Map<String, NDArray> weights, String name, NormWeights norm) {
    weights.put(name + ".weight", norm.weight());
    weights.put(name + ".bias", norm.bias());
  }

  private static void put(Map<String, NDArray> weights, String name, LinearWeights linear) {
    weights.put(name + ".weight", linear.weight());
    weights.put(name + ".bias", linear.bias());
  }

  /** In the memory order that forward products read fastest. */
  private static LinearWeights arranged(Kernels kernels, NDManager scope, LinearWeights w) {
    return new LinearWeights(owned(kernels.layout(w.weight()), scope), w.bias());
  }

  private static LinearWeights scaled(LinearWeights w, double scale, NDManager scope) {
    return new LinearWeights(
        owned(w.weight().mul(scale), scope), owned(w.bias().mul(scale), scope));
  }

  private static LinearWeights joined(NDManager scope, LinearWeights a, LinearWeights b) {
    return new LinearWeights(
        owned(NDArrays.concat(new NDList(a.weight(), b.weight()), 0), scope),
        owned(NDArrays.concat(new NDList(a.bias(), b.bias()), 0), scope));
  }

  private static NDArray owned(NDArray array, NDManager scope) {
    array.attach(scope);
    return array;
  }
}
