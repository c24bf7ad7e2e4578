package vitexplain.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** The same weights in another dtype. */
final class Cast {
  private Cast() {}

  static VitWeights to(VitWeights w, DataType dtype) {
    return new VitWeights(
        to(w.patch(), dtype),
        to(w.prefix(), dtype),
        to(w.position(), dtype),
        w.blocks().stream()
            .map(
                b ->
                    new BlockWeights(
                        to(b.before(), dtype),
                        to(b.query(), dtype),
                        to(b.key(), dtype),
                        to(b.value(), dtype),
                        to(b.out(), dtype),
                        to(b.after(), dtype),
                        to(b.fc1(), dtype),
                        to(b.fc2(), dtype)))
            .toList(),
        to(w.norm(), dtype),
        to(w.head(), dtype));
  }

  private static LinearWeights to(LinearWeights w, DataType dtype) {
    return new LinearWeights(to(w.weight(), dtype), to(w.bias(), dtype));
  }

  private static NormWeights to(NormWeights w, DataType dtype) {
    return new NormWeights(to(w.weight(), dtype), to(w.bias(), dtype), w.eps());
  }

  private static NDArray to(NDArray a, DataType dtype) {
    return a.toType(dtype, true);
  }
}
