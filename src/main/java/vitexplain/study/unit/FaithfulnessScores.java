package vitexplain.study.unit;

import java.util.List;
import vitexplain.metric.kind.ChangeMetric;
import vitexplain.metric.kind.StabilityMetric;
import vitexplain.metric.kind.SubsetMetric;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.plan.StudyPlan;

/**
 * Everything that asks the model again: every occlusion strategy of the plan, one after the other,
 * so that the answers of one occlusion strategy are all that is kept at a time. All targets of an
 * image share them.
 *
 * @param plan occlusion strategies and metrics
 * @param instance the image in hand
 * @param untouched its logits
 */
record FaithfulnessScores(StudyPlan plan, Instance instance, float[] untouched) {

  void add(MeasuredRows rows, List<Explanation> targets) {
    if (plan.removes()) {
      for (Fill fill : plan.fills()) {
        CopyScorer scorer = scorer(fill, plan.batch());
        targets.forEach(e -> new PerturbationScores(plan, instance, fill, scorer).add(rows, e));
        if (fill == plan.primaryFill() && !plan.family(SubsetMetric.class).isEmpty()) {
          CopyScorer ofSubsets = scorer(fill, SubsetScores.BATCH);
          targets.forEach(e -> new SubsetScores(plan, instance, fill, ofSubsets).add(rows, e));
        }
      }
    }
    if (!plan.family(ChangeMetric.class).isEmpty()) {
      targets.forEach(e -> new ChangeScores(plan, instance, untouched).add(rows, e));
    }
    if (!plan.family(StabilityMetric.class).isEmpty()) {
      targets.forEach(e -> new StabilityScores(plan, instance).add(rows, e));
    }
  }

  private CopyScorer scorer(Fill fill, int batch) {
    return new CopyScorer(instance, fill.removal(instance), fill.id(), untouched, batch);
  }
}
