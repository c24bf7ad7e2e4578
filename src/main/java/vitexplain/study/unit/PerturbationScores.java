package vitexplain.study.unit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Protocol;
import vitexplain.metric.input.Ranking;
import vitexplain.metric.input.Scale;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.metric.kind.ShareMetric;
import vitexplain.run.row.MetricRow;
import vitexplain.statistics.ValueRange;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.plan.StudyPlan;

/**
 * How the target's score falls as units are removed, most relevant first ({@code morf}) and least
 * relevant first ({@code lerf}), and every metric of the two curves.
 *
 * @param plan its levels and metrics
 * @param instance the image in hand
 * @param fill what stands for removed units
 * @param scorer of that image and occlusion strategy
 */
public record PerturbationScores(StudyPlan plan, Instance instance, Fill fill, CopyScorer scorer) {
  /** What a whole run is compared with Python's to. */
  private static final double CLOSE = 1e-9;

  /** Points of a curve, as {@code metrics.csv} describes them. */
  private enum Points {
    MORF("morf", Scale.PROBABILITY, true),
    LERF("lerf", Scale.PROBABILITY, false),
    MORF_LOGIT("morf_logit", Scale.LOGIT, true),
    LERF_LOGIT("lerf_logit", Scale.LOGIT, false);

    private final String metric;
    private final Scale scale;
    private final boolean mostFirst;

    Points(String metric, Scale scale, boolean mostFirst) {
      this.metric = metric;
      this.scale = scale;
      this.mostFirst = mostFirst;
    }

    private MetricRow described() {
      return new MetricRow(
          metric,
          MetricRow.CURVE,
          "descriptor",
          "none",
          String.format(
              Locale.ROOT,
              "%s of the target as the %s relevant units are removed first; level = removed share",
              scale == Scale.LOGIT ? "logit" : "probability",
              mostFirst ? "most" : "least"),
          "Samek et al. 2017, arXiv:1509.06321",
          "Python scripts of a whole run",
          CLOSE);
    }
  }

  /** What {@code metrics.csv} says of the curves' points. */
  public static List<MetricRow> described() {
    return Stream.of(Points.values()).map(Points::described).toList();
  }

  /** The values that a point of a curve can have; empty for a metric. */
  public static Optional<ValueRange> range(String metric) {
    return Stream.of(Points.values())
        .filter(points -> points.metric.equals(metric))
        .map(points -> points.scale == Scale.LOGIT ? ValueRange.ANY : ValueRange.SHARE)
        .findFirst();
  }

  /** Whether rows of this name are points of a curve. */
  public static boolean isPoint(String metric) {
    return range(metric).isPresent();
  }

  /** Whether a plan's curves are kept. */
  public static boolean areKept(StudyPlan plan) {
    return plan.fills().stream()
        .flatMap(fill -> plan.curveMetrics(fill).stream())
        .anyMatch(metric -> metric.protocol() == Protocol.AREA);
  }

  void add(MeasuredRows rows, Explanation explained) {
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    explained
        .maps()
        .forEach(
            (method, map) ->
                rankings.put(
                    method, Ranking.of(instance.unit().scores(map, instance.model().config()))));
    scorer.prepare(removals(rankings));
    rankings.forEach(
        (method, ranking) -> {
          Orders orders = new Orders(ranking, explained.classIndex());
          points(rows, explained, method, orders);
          metrics(rows, explained, method, orders);
        });
  }

  private List<BitSet> removals(Map<String, Ranking> rankings) {
    double[] all = plan.removedShares(fill);
    List<BitSet> removals = new ArrayList<>();
    for (Ranking mostFirst : rankings.values()) {
      for (double level : all) {
        removals.add(removed(mostFirst, level));
        removals.add(removed(mostFirst.reversed(), level));
      }
    }
    return removals;
  }

  private List<CurveMetric> curveMetrics() {
    return plan.curveMetrics(fill);
  }

  private static BitSet removed(Ranking order, double level) {
    BitSet removed = new BitSet();
    int count = Ranking.removedCount(level, order.order().length);
    for (int i = 0; i < count; i++) {
      removed.set(order.order()[i]);
    }
    return removed;
  }

  /** Both curves of one map, on any scale and levels. */
  private final class Orders {
    private final Ranking mostFirst;
    private final Ranking leastFirst;
    private final int target;

    Orders(Ranking mostFirst, int target) {
      this.mostFirst = mostFirst;
      this.leastFirst = mostFirst.reversed();
      this.target = target;
    }

    Curve most(Scale scale, double[] levels) {
      return curve(mostFirst, scale, levels);
    }

    Curve least(Scale scale, double[] levels) {
      return curve(leastFirst, scale, levels);
    }

    private Curve curve(Ranking order, Scale scale, double[] levels) {
      double[] values =
          Arrays.stream(levels)
              .map(level -> scorer.score(removed(order, level), target, scale))
              .toArray();
      return new Curve(scale, levels, values);
    }
  }

  private void metrics(MeasuredRows rows, Explanation explained, String method, Orders orders) {
    for (CurveMetric metric : curveMetrics()) {
      Scale scale = metric.protocol().scale();
      double[] levels = metric.protocol().levels(plan.levels());
      double value = metric.of(orders.least(scale, levels), orders.most(scale, levels));
      rows.perturbed(explained, method, metric.name(), fill, "", value);
    }
    for (ShareMetric metric : plan.family(ShareMetric.class)) {
      Curve least = orders.least(Scale.PROBABILITY, ShareMetric.levels());
      Curve most = orders.most(Scale.PROBABILITY, ShareMetric.levels());
      for (double q : ShareMetric.shares()) {
        rows.perturbed(explained, method, metric.name(), fill, level(q), metric.of(least, most, q));
      }
    }
  }

  /**
   * Of the predicted class only: with every occlusion strategy and target they would be most of the
   * file.
   */
  private void points(MeasuredRows rows, Explanation explained, String method, Orders orders) {
    boolean drawn = curveMetrics().stream().anyMatch(m -> m.protocol() == Protocol.AREA);
    if (!drawn || !explained.target().equals(Explanation.PREDICTED)) {
      return;
    }
    for (Points points : Points.values()) {
      Curve curve =
          points.mostFirst
              ? orders.most(points.scale, plan.levels())
              : orders.least(points.scale, plan.levels());
      points(rows, explained, method, points.metric, curve);
    }
  }

  private void points(
      MeasuredRows rows, Explanation explained, String method, String name, Curve curve) {
    for (int i = 0; i < curve.levels().length; i++) {
      rows.perturbed(explained, method, name, fill, level(curve.levels()[i]), curve.values()[i]);
    }
  }

  static String level(double share) {
    return String.format(Locale.ROOT, "%.2f", share);
  }
}
