/**
 * What a map is like by itself: no mask and no model.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Entropy}, {@link Gini}
 * </ul>
 */
package vitexplain.metric.descriptor;
