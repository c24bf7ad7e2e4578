/**
 * Statistics over images as pure functions on plain arrays: intervals, paired tests, rank
 * correlations, how reliable a ranking is. It knows no metric, only numbers and the range that they
 * can lie in.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Estimate}, {@link ValueRange}
 *   <li>{@link Bootstrap}, {@link Shares}, {@link SkewedT}
 *   <li>{@link Wilcoxon}, {@link PairedPermutation}, {@link Holm}
 *   <li>{@link Measured}, {@link Welch}
 *   <li>{@link ConfidenceSequence}, {@link SequentialComparison}, {@link Settling}, {@link Stakes},
 *       {@link Capital}
 *   <li>{@link RankCorrelation}, {@link MethodMeans}, {@link SplitHalf}
 * </ul>
 */
package vitexplain.statistics;
