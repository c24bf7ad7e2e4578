/**
 * The lines of a run folder's files. All are alike, one record a file with its schema beside it, so
 * their number is that of the files: open the one whose file you have before you.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ImageRow}, {@link SampleRow}, {@link CurveRow}, {@link ConfusionRow}, {@link
 *       FailureRow}, {@link ProgressRow}, {@link ImageRows}
 *   <li>{@link MethodRow}, {@link MetricRow}
 *   <li>{@link SummaryRow}, {@link PairRow}, {@link SanityRow}, {@link ReliabilityRow}, {@link
 *       AgreementRow}, {@link SettledRow}, {@link ModelAgreementRow}
 *   <li>{@link MosaicRow}, {@link DiscriminationRow}
 *   <li>{@link BackgroundRow}, {@link ModelUseRow}
 *   <li>{@link LatencyRow}, {@link Percentiles}, {@link PeerRow}
 *   <li>{@link ReproductionRow}, {@link ReproductionImageRow}
 *   <li>{@link PredictionRow}, {@link PredictionMark}
 * </ul>
 */
package vitexplain.run.row;
