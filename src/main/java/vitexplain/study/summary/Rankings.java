package vitexplain.study.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.MethodSeed;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.run.row.AgreementRow;
import vitexplain.run.row.ReliabilityRow;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.statistics.MethodMeans;
import vitexplain.statistics.SplitHalf;
import vitexplain.study.plan.StudyPlan;

/**
 * How far the order of the methods can be relied on: would other images give the same, and do other
 * metrics and occlusion strategies? Controls are left out, since a method that beats them adds
 * agreement that says nothing about methods; so are descriptors, which rank nothing, and values
 * that come in levels, but for thresholded maps at 0.50.
 */
public record Rankings(
    StudyPlan plan, SampleMeans means, Segmentations counts, Bootstrap bootstrap) {

  private static final String THRESHOLD = "0.50";

  /** A metric's values, [methods][images], larger is better. */
  record Ranked(String metric, String fill, double[][] values) {}

  /** Split-half reliability of each metric's ranking. */
  List<ReliabilityRow> reliability() {
    return ranked(methods(plan))
        .map(
            r -> {
              Estimate e = SplitHalf.of(r.values(), plan.seed());
              return new ReliabilityRow(
                  r.metric(), r.fill(), e.mean(), e.low(), e.high(), e.n(), r.values().length);
            })
        .toList();
  }

  /** Kendall's tau-b of every pair of metrics, or of one metric's occlusion strategies. */
  List<AgreementRow> agreement() {
    List<Compared> ranked =
        ranked(methods(plan))
            .map(r -> new Compared(r.metric(), r.fill(), MethodMeans.of(r.values(), bootstrap)))
            .toList();
    List<AgreementRow> rows = new ArrayList<>();
    for (int a = 0; a < ranked.size(); a++) {
      for (int b = a + 1; b < ranked.size(); b++) {
        rows.add(row(ranked.get(a), ranked.get(b)));
      }
    }
    return rows;
  }

  /** What is left of a metric's values to be compared. */
  private record Compared(String metric, String fill, MethodMeans means) {}

  private static AgreementRow row(Compared a, Compared b) {
    Estimate tau = a.means().agreement(b.means());
    return new AgreementRow(
        a.metric(),
        a.fill(),
        b.metric(),
        b.fill(),
        tau.mean(),
        tau.low(),
        tau.high(),
        tau.n(),
        a.means().means().length);
  }

  /** The methods of a plan that take part in rankings; seeds of one method are one. */
  static List<String> methods(StudyPlan plan) {
    return plan.methods().stream()
        .map(Explainer::id)
        .filter(Rankings::isRanked)
        .map(MethodSeed::without)
        .distinct()
        .toList();
  }

  /**
   * What ranks these methods, where all of them have values; one at a time, since all of them
   * together may be more than fits in memory.
   */
  Stream<Ranked> ranked(List<String> methods) {
    return plan.metrics().stream()
        .filter(metric -> metric.info().direction() != Direction.DESCRIPTOR)
        .flatMap(metric -> fills(metric).stream().flatMap(fill -> ranked(metric, fill, methods)));
  }

  private Stream<Ranked> ranked(Metric metric, String fill, List<String> methods) {
    return values(metric, fill, methods)
        .map(values -> new Ranked(metric.name(), fill, values))
        .stream();
  }

  /** Whether a method takes part in rankings. */
  public static boolean isRanked(String id) {
    return Methods.entry(id).kind().explains();
  }

  private List<String> fills(Metric metric) {
    return metric instanceof SegmentationMetric
        ? List.of("")
        : means.keys().stream()
            .filter(key -> key.metric().equals(metric.name()) && key.isPlain())
            .map(SampleMeans.Key::fill)
            .distinct()
            .toList();
  }

  /** Empty where a method has none of them. */
  private Optional<double[][]> values(Metric metric, String fill, List<String> methods) {
    double sign = metric.info().direction() == Direction.LOWER_IS_BETTER ? -1 : 1;
    List<double[]> values = new ArrayList<>();
    for (String method : methods) {
      Optional<double[]> ofMethod =
          metric instanceof SegmentationMetric segmentation
              ? counts.values(segmentation, method, THRESHOLD)
              : means.values(method, metric.name(), fill);
      ofMethod.map(v -> Arrays.stream(v).map(x -> sign * x).toArray()).ifPresent(values::add);
    }
    return values.isEmpty() || values.size() < methods.size()
        ? Optional.empty()
        : Optional.of(values.toArray(double[][]::new));
  }
}
