package vitexplain.metric.kind;

/**
 * A named number. The families differ in what they are computed from, so that a caller who has it
 * can compute a whole family ({@code Metrics.family}) without naming one metric.
 *
 * <p>A new metric is one class that holds the formula and a constant of its family beside it, one
 * line in {@code Metrics}, and one golden file {@code golden/metrics/NAME.json}.
 */
public sealed interface Metric
    permits SegmentationMetric,
        MaskMetric,
        GridMetric,
        CurveMetric,
        ShareMetric,
        ChangeMetric,
        SubsetMetric,
        StabilityMetric,
        SumMetric,
        SanityMetric,
        MosaicMetric {

  MetricInfo info();

  default String name() {
    return info().name();
  }
}
