package vitexplain.study;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vitexplain.base.Verified;
import vitexplain.metric.Metrics;
import vitexplain.metric.kind.ChangeMetric;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.metric.kind.GridMetric;
import vitexplain.metric.kind.MaskMetric;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.MosaicMetric;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.metric.kind.ShareMetric;
import vitexplain.metric.kind.StabilityMetric;
import vitexplain.metric.kind.SubsetMetric;
import vitexplain.metric.kind.SumMetric;
import vitexplain.run.row.MetricRow;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.unit.PerturbationScores;

/** The plan's metrics as {@code metrics.csv} describes them. */
final class MetricRows {
  private static final Map<Class<? extends Metric>, String> FAMILIES =
      Map.ofEntries(
          Map.entry(CurveMetric.class, "removal"),
          Map.entry(ShareMetric.class, "share"),
          Map.entry(ChangeMetric.class, "change"),
          Map.entry(SubsetMetric.class, "fidelity"),
          Map.entry(StabilityMetric.class, "fidelity"),
          Map.entry(SumMetric.class, "fidelity"),
          Map.entry(MaskMetric.class, "localisation"),
          Map.entry(SegmentationMetric.class, "segmentation"),
          Map.entry(GridMetric.class, "shape"),
          Map.entry(SanityMetric.class, "sanity"),
          Map.entry(MosaicMetric.class, MetricRow.MOSAIC));

  private MetricRows() {}

  static List<MetricRow> of(StudyPlan plan) {
    return Stream.concat(
            plan.metrics().stream().map(MetricRows::row),
            PerturbationScores.areKept(plan)
                ? PerturbationScores.described().stream()
                : Stream.of())
        .toList();
  }

  private static MetricRow row(Metric metric) {
    Verified verified = Metrics.verified(metric);
    return new MetricRow(
        metric.name(),
        family(metric),
        metric.info().direction().text(),
        metric.info().chance().text(),
        metric.info().definition(),
        metric.info().source(),
        verified.against(),
        verified.largestDifference());
  }

  private static String family(Metric metric) {
    return FAMILIES.entrySet().stream()
        .filter(entry -> entry.getKey().isInstance(metric))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException(metric.name() + " has no family in the report"));
  }
}
