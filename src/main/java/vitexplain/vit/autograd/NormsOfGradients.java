package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vitexplain.vit.trace.HeadNorm;
import vitexplain.vit.trace.Signal;

/**
 * {@link Signal.AttentionGradientNorm} as published code has it: the T x T gradient of each head
 * whole, then its norm.
 */
final class NormsOfGradients {
  private static final Signal CONTEXT = new Signal.LogitContextGradient();
  private static final Signal VALUES = new Signal.Values();

  private NormsOfGradients() {}

  /** The signals to capture, norms replaced by what they are computed from. */
  static Set<Signal> sources(Set<Signal> needs) {
    Set<Signal> sources = new HashSet<>(needs);
    if (sources.removeIf(Signal.AttentionGradientNorm.class::isInstance)) {
      sources.add(CONTEXT);
      sources.add(VALUES);
    }
    return sources;
  }

  /**
   * Adds the norms among {@code needs} and takes away what was captured for them alone.
   *
   * @param keep will own the norms
   * @param signals with those of {@link #sources}
   */
  static void compute(NDManager keep, Set<Signal> needs, Map<Signal, List<NDArray>> signals) {
    for (Signal signal : needs) {
      if (signal instanceof Signal.AttentionGradientNorm of) {
        List<NDArray> norms = new ArrayList<>();
        for (int l = 0; l < signals.get(CONTEXT).size(); l++) {
          norms.add(norm(keep, of.norm(), signals.get(CONTEXT).get(l), signals.get(VALUES).get(l)));
        }
        signals.put(signal, norms);
      }
    }
    for (Signal source : sources(needs)) {
      if (!needs.contains(source)) {
        signals.remove(source).forEach(NDArray::close);
      }
    }
  }

  private static NDArray norm(NDManager keep, HeadNorm norm, NDArray d, NDArray v) {
    try (NDManager scope = keep.newSubManager()) {
      scope.tempAttachAll(d, v);
      NDArray gradient = d.matMul(v.transpose(0, 1, 3, 2));
      // The square of a small number is 0 in float16.
      boolean half = gradient.getDataType() == DataType.FLOAT16;
      NDArray wide = half ? gradient.toType(DataType.FLOAT32, false) : gradient;
      NDArray size = norm.of(wide).toType(gradient.getDataType(), false);
      size.attach(keep);
      return size;
    }
  }
}
