/**
 * What is put in the place of removed pixels, as pure functions on arrays: a blurred image, a blur
 * of what is left, or ROAD's linear imputation.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Blur}, {@link SpreadBlur}
 *   <li>{@link LinearImputation}, {@link NestedDissection}, {@link NeighbourSystem}, {@link Front}
 * </ul>
 */
package vitexplain.image.occlusion;
