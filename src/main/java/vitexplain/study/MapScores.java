package vitexplain.study;

import java.util.Map;
import vitexplain.explain.Heatmap;
import vitexplain.metric.GridMetric;

/** Descriptors of the maps themselves, on the patch grid. */
final class MapScores {
  private MapScores() {}

  static void add(MeasuredRows rows, StudyPlan plan, Map<String, Heatmap> maps) {
    maps.forEach(
        (method, map) -> {
          for (GridMetric metric : plan.family(GridMetric.class)) {
            rows.scalar(method, metric.name(), "", metric.of(Grids.flat(map.scaled())));
          }
        });
  }
}
