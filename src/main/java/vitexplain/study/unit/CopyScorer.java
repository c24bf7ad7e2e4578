package vitexplain.study.unit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import vitexplain.metric.input.Scale;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.occlusion.Occlusion;
import vitexplain.vit.Logits;
import vitexplain.vit.trace.HostMatrix;

/**
 * Answers of the model to many perturbed inputs of one image with units removed, in batches. A
 * perturbed input that is asked for twice (orders that agree, another target) is computed once; the
 * untouched image never.
 */
final class CopyScorer {
  private static final String PERTURBED = "a perturbed image";

  private final Instance instance;
  private final Occlusion removal;
  private final String purpose;
  private final int batch;
  private final Map<BitSet, float[]> logits = new HashMap<>();

  /**
   * @param instance the image in hand
   * @param removal of its units
   * @param purpose that its passes are counted under
   * @param untouched logits of the image as it is
   * @param batch perturbed inputs per pass at most
   */
  CopyScorer(Instance instance, Occlusion removal, String purpose, float[] untouched, int batch) {
    this.instance = instance;
    this.removal = removal;
    this.purpose = purpose;
    this.batch = batch;
    logits.put(new BitSet(), untouched);
  }

  /** Computes what is not known yet. */
  void prepare(Collection<BitSet> removals) {
    Map<Integer, List<BitSet>> passes = new TreeMap<>();
    for (BitSet removed : new LinkedHashSet<>(removals)) {
      if (!logits.containsKey(removed)) {
        passes.computeIfAbsent(removal.passOf(removed), p -> new ArrayList<>()).add(removed);
      }
    }
    for (List<BitSet> pass : passes.values()) {
      for (int from = 0; from < pass.size(); from += batch) {
        compute(pass.subList(from, Math.min(from + batch, pass.size())));
      }
    }
  }

  private void compute(List<BitSet> part) {
    try (NDManager scope = instance.model().newScope()) {
      Supplier<NDArray> pass = instance.passes().copy(purpose, () -> removal.pass(scope, part));
      float[][] rows =
          instance.passes().run(purpose, part.size(), () -> HostMatrix.floats(pass.get()));
      for (int i = 0; i < rows.length; i++) {
        logits.put(part.get(i), Logits.finite(rows[i], PERTURBED));
      }
    }
  }

  /** The score of a class when these units are removed; prepared before. */
  double score(BitSet removed, int target, Scale scale) {
    return Score.of(logits.get(removed), target, scale);
  }

  /** Perturbed inputs that the model was asked about. */
  int computed() {
    return logits.size() - 1;
  }
}
