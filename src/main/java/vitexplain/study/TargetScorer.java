package vitexplain.study;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import vitexplain.vit.Rows;
import vitexplain.vit.Vit;

/**
 * Probabilities of one class for many perturbed copies of one image, in batches. A copy that is
 * asked for twice (the untouched image, orders that agree) is computed once.
 */
final class TargetScorer {
  private final Vit model;
  private final PatchEraser eraser;
  private final int target;
  private final int batch;
  private final Map<BitSet, Double> scores = new HashMap<>();

  TargetScorer(Vit model, PatchEraser eraser, int target, int batch) {
    this.model = model;
    this.eraser = eraser;
    this.target = target;
    this.batch = batch;
  }

  /** Computes what is not known yet. */
  void prepare(Collection<BitSet> removals) {
    List<BitSet> missing = new ArrayList<>(new LinkedHashSet<>(removals));
    missing.removeIf(scores::containsKey);
    for (int from = 0; from < missing.size(); from += batch) {
      List<BitSet> part = missing.subList(from, Math.min(from + batch, missing.size()));
      float[][] images = part.stream().map(eraser::without).toArray(float[][]::new);
      try (NDManager scope = model.newScope()) {
        float[][] logits = Rows.floats(model.logits(model.pixels(scope, images)));
        for (int i = 0; i < logits.length; i++) {
          scores.put(part.get(i), Softmax.probability(logits[i], target));
        }
      }
    }
  }

  /** Probability of the target, 0 to 1, when these patches are removed; prepared before. */
  double probability(BitSet removed) {
    return scores.get(removed);
  }
}
