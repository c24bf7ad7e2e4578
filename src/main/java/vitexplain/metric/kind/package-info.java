/**
 * What a metric is: a name, a direction, a chance value and a function. Kinds differ in what the
 * function is of, so that code that has it can compute a whole kind without naming a metric; they
 * are sealed, and so lie in one package.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Metric}, {@link MetricInfo}, {@link Direction}, {@link Chance}
 *   <li>{@link SegmentationMetric}, {@link MaskMetric}, {@link GridMetric}
 *   <li>{@link CurveMetric}, {@link ShareMetric}, {@link ChangeMetric}, {@link SubsetMetric}
 *   <li>{@link StabilityMetric}, {@link SumMetric}, {@link SanityMetric}, {@link SanityVerdict}
 *   <li>{@link MosaicMetric}
 * </ul>
 */
package vitexplain.metric.kind;
