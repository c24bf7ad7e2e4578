package vitexplain.study.unit;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import vitexplain.explain.map.Completeness;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Grids;
import vitexplain.metric.kind.SumMetric;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.occlusion.PassTally;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.Logits;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.HostMatrix;

/**
 * Whether maps add up to what their methods promise. A reference image is the same for every method
 * and target that has it, and computed once.
 *
 * @param plan its methods and metrics
 * @param instance the image in hand
 * @param logits of the image, as its explanations have them
 * @param references logits of flat images by their value; filled on demand
 */
record CompletenessScores(
    StudyPlan plan, Instance instance, float[] logits, Map<Double, float[]> references) {

  CompletenessScores(StudyPlan plan, Instance instance, float[] logits) {
    this(plan, instance, logits, new HashMap<>());
  }

  void add(MeasuredRows rows, Explanation explained) {
    for (SumMetric metric : plan.family(SumMetric.class)) {
      for (Explainer method : plan.methods()) {
        method
            .completeness()
            .ifPresent(
                promise -> {
                  double value = metric.of(rise(promise, explained), sum(method, explained));
                  rows.scalar(explained, method.id(), metric.name(), "", value);
                });
      }
    }
  }

  private static double sum(Explainer method, Explanation explained) {
    double sum = 0;
    for (float value : Grids.flat(explained.maps().get(method.id()).raw())) {
      sum += value;
    }
    return sum;
  }

  private double rise(Completeness promise, Explanation explained) {
    double score = logits[explained.classIndex()];
    return promise.baseline().isPresent()
        ? score - reference(promise.baseline().getAsDouble())[explained.classIndex()]
        : score;
  }

  private float[] reference(double value) {
    return references.computeIfAbsent(
        value, v -> instance.passes().run(PassTally.REFERENCE, 1, () -> logitsOfFlat(v)));
  }

  /** In the precision of the explanations, whatever that of perturbed inputs is. */
  private float[] logitsOfFlat(double value) {
    Vit model = instance.model();
    float[] flat = new float[instance.input().length];
    Arrays.fill(flat, (float) value);
    try (NDManager scope = model.newScope()) {
      float[][] answer =
          HostMatrix.floats(model.withExactLogits().logits(model.pixels(scope, flat)));
      return Logits.finite(answer[0], "a flat image of " + value);
    }
  }
}
