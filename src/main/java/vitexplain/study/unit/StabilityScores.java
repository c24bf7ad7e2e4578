package vitexplain.study.unit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import vitexplain.explain.map.Grids;
import vitexplain.explain.map.Maps;
import vitexplain.metric.kind.StabilityMetric;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.occlusion.PassTally;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.trace.Targets;

/**
 * How the maps of one class change when the image gets a little noise; the perturbed inputs are the
 * same for every method. Methods of too many passes are left out.
 *
 * @param plan its methods, metrics and batch size
 * @param instance the image in hand; its seed draws the noise
 */
record StabilityScores(StudyPlan plan, Instance instance) {

  void add(MeasuredRows rows, Explanation explained) {
    noisyMaps(explained.classIndex())
        .forEach(
            (method, noisy) -> {
              float[] scored = Grids.flat(explained.maps().get(method).scored());
              for (StabilityMetric metric : plan.family(StabilityMetric.class)) {
                rows.scalar(explained, method, metric.name(), "", metric.of(scored, noisy));
              }
            });
  }

  private Map<String, float[][]> noisyMaps(int target) {
    Map<String, float[][]> maps = new LinkedHashMap<>();
    plan.askedAgain().forEach(m -> maps.put(m.id(), new float[StabilityMetric.DRAWS][]));
    if (maps.isEmpty()) {
      return maps;
    }
    float[][] copies = copies();
    for (int from = 0; from < copies.length; from += plan.batch()) {
      float[][] part =
          Arrays.copyOfRange(copies, from, Math.min(from + plan.batch(), copies.length));
      int[] targets = new int[part.length];
      Arrays.fill(targets, target);
      Map<String, Maps> found =
          new MethodMaps(instance.model(), instance.passes())
              .of(PassTally.NOISY, plan.askedAgain(), part, Targets.of(targets))
              .maps();
      for (String method : maps.keySet()) {
        System.arraycopy(found.get(method).scored(), 0, maps.get(method), from, part.length);
      }
    }
    return maps;
  }

  private float[][] copies() {
    SplittableRandom random = new SplittableRandom(instance.seed());
    float[][] copies = new float[StabilityMetric.DRAWS][];
    for (int draw = 0; draw < copies.length; draw++) {
      copies[draw] = instance.input().clone();
      for (int i = 0; i < copies[draw].length; i++) {
        copies[draw][i] += (float) (StabilityMetric.RADIUS * (2 * random.nextDouble() - 1));
      }
    }
    return copies;
  }
}
