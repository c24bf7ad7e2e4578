package vitexplain.vit;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.UnaryOperator;
import vitexplain.vit.model.BlockWeights;
import vitexplain.vit.model.LinearWeights;
import vitexplain.vit.model.NormWeights;
import vitexplain.vit.model.VitWeights;

/** Every tensor of a model replaced, always in the same order. */
final class EveryTensor {
  private EveryTensor() {}

  static VitWeights replaced(VitWeights w, UnaryOperator<NDArray> by) {
    return new VitWeights(
        to(w.patch(), by),
        by.apply(w.prefix().orElseThrow()),
        by.apply(w.position()),
        w.blocks().stream()
            .map(
                b ->
                    new BlockWeights(
                        to(b.before(), by),
                        to(b.query(), by),
                        to(b.key(), by),
                        to(b.value(), by),
                        to(b.out(), by),
                        to(b.after(), by),
                        to(b.fc1(), by),
                        to(b.fc2(), by)))
            .toList(),
        to(w.norm(), by),
        to(w.classifier(), by));
  }

  private static LinearWeights to(LinearWeights w, UnaryOperator<NDArray> by) {
    return new LinearWeights(by.apply(w.weight()), by.apply(w.bias()));
  }

  private static NormWeights to(NormWeights w, UnaryOperator<NDArray> by) {
    return new NormWeights(by.apply(w.weight()), by.apply(w.bias()), w.eps());
  }

  /** Nothing is added to any product or norm. */
  static VitWeights withoutBiases(VitWeights w) {
    return new VitWeights(
        unbiased(w.patch()),
        w.prefix().orElseThrow(),
        w.position(),
        w.blocks().stream()
            .map(
                b ->
                    new BlockWeights(
                        unbiased(b.before()),
                        unbiased(b.query()),
                        unbiased(b.key()),
                        unbiased(b.value()),
                        unbiased(b.out()),
                        unbiased(b.after()),
                        unbiased(b.fc1()),
                        unbiased(b.fc2())))
            .toList(),
        unbiased(w.norm()),
        unbiased(w.classifier()));
  }

  /** Nothing reaches the activations. */
  static VitWeights withHiddenLayersOfZeros(VitWeights w) {
    List<BlockWeights> blocks =
        w.blocks().stream()
            .map(
                b ->
                    new BlockWeights(
                        b.before(),
                        b.query(),
                        b.key(),
                        b.value(),
                        b.out(),
                        b.after(),
                        to(b.fc1(), NDArray::zerosLike),
                        b.fc2()))
            .toList();
    return new VitWeights(
        w.patch(), w.prefix().orElseThrow(), w.position(), blocks, w.norm(), w.classifier());
  }

  private static LinearWeights unbiased(LinearWeights w) {
    return new LinearWeights(w.weight(), w.bias().zerosLike());
  }

  private static NormWeights unbiased(NormWeights w) {
    return new NormWeights(w.weight(), w.bias().zerosLike(), w.eps());
  }
}
