package vitexplain.study.unit;

import vitexplain.explain.map.Grids;
import vitexplain.metric.kind.GridMetric;
import vitexplain.study.plan.StudyPlan;

/** Descriptors of the maps themselves, on the patch grid. */
final class MapScores {
  private MapScores() {}

  static void add(MeasuredRows rows, StudyPlan plan, Explanation explained) {
    explained
        .maps()
        .forEach(
            (method, map) -> {
              for (GridMetric metric : plan.family(GridMetric.class)) {
                double value = metric.of(Grids.flat(map.scaled()));
                rows.scalar(explained, method, metric.name(), "", value);
              }
            });
  }
}
