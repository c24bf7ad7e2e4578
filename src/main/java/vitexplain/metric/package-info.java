/**
 * Metrics as pure functions on plain arrays: no tensor type, no input or output. A map is a
 * row-major {@code float[]}, a mask a row-major {@code boolean[]} of the same length, true =
 * foreground. Undefined is NaN, never 0 or 1; whoever averages leaves it out and counts it. The
 * kinds of {@link Metric} differ in what a metric is computed from. They are sealed, and so they
 * share one package with the metrics themselves.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Metric}, {@link MetricInfo}, {@link Direction}, {@link Chance}, {@link Metrics}
 *   <li>{@link Confusion}, {@link Thresholds}, {@link SegmentationMetric}
 *   <li>{@link MaskMetric}, {@link AveragePrecision}, {@link SortedScores}, {@link PointingGame},
 *       {@link RelevanceMass}, {@link RelevanceRank}
 *   <li>{@link GridMetric}, {@link Mass}, {@link Entropy}, {@link Gini}
 *   <li>{@link Scale}, {@link Curve}, {@link Protocol}, {@link Ranking}, {@link CurveMetric},
 *       {@link Faithfulness}, {@link CheferPerturbation}, {@link Road}, {@link ShareMetric}
 *   <li>{@link ChangeMetric}, {@link ScoreChange}
 *   <li>{@link SubsetMetric}, {@link SubsetFidelity}
 *   <li>{@link StabilityMetric}, {@link SanityMetric}, {@link SanityVerdict}
 *   <li>{@link StudentMetrics}, {@link Shapes}
 * </ul>
 */
package vitexplain.metric;
