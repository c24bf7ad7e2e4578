package vitexplain.study.unit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import vitexplain.metric.input.Ranking;
import vitexplain.metric.input.Scale;
import vitexplain.metric.kind.SubsetMetric;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.plan.StudyPlan;

/**
 * Metrics of random subsets of units, removed with the primary occlusion strategy; the subsets are
 * the same for every method and target of an image.
 *
 * @param plan its metrics
 * @param instance the image in hand; its seed draws the subsets
 * @param fill the primary one
 * @param scorer of that image and occlusion strategy, {@link #BATCH} perturbed inputs at a time
 */
record SubsetScores(StudyPlan plan, Instance instance, Fill fill, CopyScorer scorer) {

  /**
   * Subsets per pass, whatever the plan's batch size: a rank correlation jumps where two drops are
   * as close as single precision, and products of another shape round otherwise.
   */
  static final int BATCH = 8;

  void add(MeasuredRows rows, Explanation explained) {
    List<BitSet> subsets = subsets();
    scorer.prepare(subsets);
    int target = explained.classIndex();
    double whole = scorer.score(new BitSet(), target, Scale.PROBABILITY);
    double[] drops =
        subsets.stream()
            .mapToDouble(subset -> whole - scorer.score(subset, target, Scale.PROBABILITY))
            .toArray();
    explained
        .maps()
        .forEach(
            (method, map) -> {
              float[] scaled = instance.unit().shares(map, instance.model().config());
              double[] sums = subsets.stream().mapToDouble(s -> sum(scaled, s)).toArray();
              for (SubsetMetric metric : plan.family(SubsetMetric.class)) {
                rows.perturbed(explained, method, metric.name(), fill, "", metric.of(sums, drops));
              }
            });
  }

  private List<BitSet> subsets() {
    SplittableRandom random = new SplittableRandom(instance.seed());
    int size = Ranking.removedCount(SubsetMetric.SHARE, instance.units());
    List<BitSet> subsets = new ArrayList<>();
    for (int i = 0; i < SubsetMetric.SUBSETS; i++) {
      BitSet subset = new BitSet();
      while (subset.cardinality() < size) {
        subset.set(random.nextInt(instance.units()));
      }
      subsets.add(subset);
    }
    return subsets;
  }

  private static double sum(float[] map, BitSet subset) {
    return subset.stream().mapToDouble(i -> map[i]).sum();
  }
}
