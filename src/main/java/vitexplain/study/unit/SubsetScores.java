package vitexplain.study.unit;

import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import vitexplain.explain.map.Heatmap;
import vitexplain.metric.input.Ranking;
import vitexplain.metric.input.Scale;
import vitexplain.metric.kind.SubsetMetric;
import vitexplain.metric.kind.SubsetMetric.Subsets;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.occlusion.UnitGroups;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.model.VitConfig;

/**
 * Metrics of subsets of units, removed with the primary occlusion strategy; subsets that no map
 * chooses are the same for every method and target of an image, and removed once.
 *
 * @param plan its metrics
 * @param instance the image in hand; its seed draws the random subsets
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
    for (Subsets kind : plan.subsets()) {
      switch (kind) {
        case RANDOM -> {
          List<BitSet> subsets = UnitGroups.random(instance.seed(), instance.units());
          of(kind, subsets, explained, rows);
        }
        case CELLS -> of(kind, cells(), explained, rows);
        case RANKS ->
            explained
                .maps()
                .forEach(
                    (method, map) -> {
                      float[] scores = instance.unit().scores(map, config());
                      List<BitSet> groups = UnitGroups.ranks(Ranking.of(scores));
                      double[] drops = drops(groups, explained.classIndex());
                      add(rows, explained, method, kind, sums(scores, groups), drops);
                    });
      }
    }
  }

  /** Subsets that are the same for every method. */
  private void of(Subsets kind, List<BitSet> subsets, Explanation explained, MeasuredRows rows) {
    double[] drops = drops(subsets, explained.classIndex());
    BiConsumer<String, Heatmap> score =
        (method, map) -> {
          float[] values =
              kind == Subsets.RANDOM
                  ? instance.unit().shares(map, config())
                  : instance.unit().scores(map, config());
          add(rows, explained, method, kind, sums(values, subsets), drops);
        };
    explained.maps().forEach(score);
  }

  private void add(
      MeasuredRows rows,
      Explanation explained,
      String method,
      Subsets kind,
      double[] sums,
      double[] drops) {
    for (SubsetMetric metric : plan.family(SubsetMetric.class)) {
      if (metric.subsets() == kind) {
        rows.perturbed(explained, method, metric.name(), fill, "", metric.of(sums, drops));
      }
    }
  }

  /** What the class's probability loses without each. */
  private double[] drops(List<BitSet> subsets, int target) {
    scorer.prepare(subsets);
    double whole = scorer.score(new BitSet(), target, Scale.PROBABILITY);
    return subsets.stream()
        .mapToDouble(subset -> whole - scorer.score(subset, target, Scale.PROBABILITY))
        .toArray();
  }

  private List<BitSet> cells() {
    PatchLayout layout = instance.model().layout();
    return instance.unit() == Unit.PATCH
        ? UnitGroups.cells(layout.rows(), layout.columns())
        : UnitGroups.cells(config().imageHeight(), config().imageWidth());
  }

  private VitConfig config() {
    return instance.model().config();
  }

  private static double[] sums(float[] map, List<BitSet> subsets) {
    return subsets.stream().mapToDouble(s -> s.stream().mapToDouble(i -> map[i]).sum()).toArray();
  }
}
