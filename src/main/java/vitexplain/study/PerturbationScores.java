package vitexplain.study;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vitexplain.explain.Heatmap;
import vitexplain.metric.Curve;
import vitexplain.metric.CurveMetric;
import vitexplain.metric.Ranking;
import vitexplain.metric.Scale;

/**
 * How the target's probability falls as patches are removed, most relevant first ({@code morf}) and
 * least relevant first ({@code lerf}).
 *
 * @param plan its levels and metrics
 * @param fill what stands for removed patches
 * @param scorer of the image in hand
 */
record PerturbationScores(StudyPlan plan, Fill fill, TargetScorer scorer) {

  /** The removals of one order, one per level. */
  private record Orders(List<BitSet> most, List<BitSet> least) {}

  void add(MeasuredRows rows, Map<String, Heatmap> maps) {
    Map<String, Orders> orders = new LinkedHashMap<>();
    maps.forEach((method, map) -> orders.put(method, orders(map)));
    List<BitSet> all = new ArrayList<>();
    orders.values().forEach(o -> all.addAll(o.most()));
    orders.values().forEach(o -> all.addAll(o.least()));
    scorer.prepare(all);
    orders.forEach((method, o) -> add(rows, method, curve(o.least()), curve(o.most())));
  }

  private Orders orders(Heatmap map) {
    Ranking mostFirst = Ranking.of(Grids.flat(map.raw()));
    return new Orders(removals(mostFirst), removals(mostFirst.reversed()));
  }

  private List<BitSet> removals(Ranking ranking) {
    List<BitSet> removals = new ArrayList<>();
    for (double level : plan.levels()) {
      BitSet removed = new BitSet();
      int count = Ranking.removedCount(level, ranking.order().length);
      for (int i = 0; i < count; i++) {
        removed.set(ranking.order()[i]);
      }
      removals.add(removed);
    }
    return removals;
  }

  private Curve curve(List<BitSet> removals) {
    double[] values = removals.stream().mapToDouble(scorer::probability).toArray();
    return new Curve(Scale.PROBABILITY, plan.levels(), values);
  }

  private void add(MeasuredRows rows, String method, Curve least, Curve most) {
    points(rows, method, "morf", most);
    points(rows, method, "lerf", least);
    for (CurveMetric metric : plan.family(CurveMetric.class)) {
      rows.perturbed(method, metric.name(), fill, "", metric.of(least, most));
    }
  }

  private void points(MeasuredRows rows, String method, String name, Curve curve) {
    for (int i = 0; i < curve.levels().length; i++) {
      String level = String.format(Locale.ROOT, "%.2f", curve.levels()[i]);
      rows.perturbed(method, name, fill, level, curve.values()[i]);
    }
  }
}
