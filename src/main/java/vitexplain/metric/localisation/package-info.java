/**
 * Does a map lie on the object?
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link AveragePrecision}, {@link PointingGame}, {@link RelevanceMass}, {@link
 *       RelevanceRank}, {@link GridPointing}
 *   <li>{@link StudentMetrics}
 * </ul>
 */
package vitexplain.metric.localisation;
