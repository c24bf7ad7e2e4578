/**
 * From per-image values to everything derived: means and intervals, comparisons, rankings, sanity
 * checks.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Summary}, {@link SampleMeans}, {@link Segmentations}, {@link Columns}
 *   <li>{@link Pairs}, {@link Rankings}, {@link SanityChecks}
 *   <li>{@link Settlement}, {@link SettledPairs}
 *   <li>{@link RankedModel}, {@link ModelRankings}
 * </ul>
 */
package vitexplain.study.summary;
