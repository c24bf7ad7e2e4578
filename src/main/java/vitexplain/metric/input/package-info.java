/**
 * What metrics are computed from: counts of pixels, curves, orders of units.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Confusion}, {@link Thresholds}, {@link SortedScores}
 *   <li>{@link Scale}, {@link Protocol}, {@link Curve}, {@link Ranking}
 *   <li>{@link Mass}, {@link Shapes}, {@link MosaicCells}
 * </ul>
 */
package vitexplain.metric.input;
