package vitexplain.study.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.MethodSeed;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.metric.kind.SanityVerdict;
import vitexplain.run.row.SanityRow;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.study.plan.StudyPlan;

/**
 * From the similarity of maps to passed and failed checks. Cascades are judged where every block is
 * re-initialised.
 *
 * <p>A method whose signals are the same for all classes cannot change with the classifier or the
 * class, so it must not; everything else must.
 */
record SanityChecks(StudyPlan plan, SampleMeans means, Bootstrap bootstrap) {

  List<SanityRow> rows() {
    Map<String, Explainer> methods = new LinkedHashMap<>();
    plan.methods().forEach(m -> methods.putIfAbsent(MethodSeed.without(m.id()), m));
    List<SanityRow> rows = new ArrayList<>();
    methods.forEach(
        (id, method) -> {
          for (SanityMetric metric : plan.family(SanityMetric.class)) {
            deepest(id, metric).ifPresent(values -> rows.add(row(id, method, metric, values)));
          }
        });
    return rows;
  }

  private SanityRow row(String id, Explainer method, SanityMetric metric, double[] values) {
    boolean mustChange = !(metric.change().concernsClassOnly() && method.classAgnostic());
    Estimate e = bootstrap.mean(values, metric.info().range());
    return new SanityRow(
        id,
        metric.name(),
        e.mean(),
        e.low(),
        e.high(),
        e.n(),
        mustChange ? SanityRow.CHANGES : SanityRow.STAYS,
        SanityVerdict.of(e, mustChange).text());
  }

  /** Similarities after the greatest change, one per image. */
  private Optional<double[]> deepest(String method, SanityMetric metric) {
    return means.keys().stream()
        .filter(key -> key.method().equals(method))
        .filter(key -> key.metric().equals(metric.name()))
        .max(Comparator.comparingInt(SanityChecks::blocks))
        .map(means::values);
  }

  private static int blocks(SampleMeans.Key key) {
    return key.level().isEmpty() ? 0 : Integer.parseInt(key.level());
  }
}
