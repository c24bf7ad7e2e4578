/**
 * What is put in the place of removed pixels, as pure functions on arrays: a blurred image, or
 * ROAD's linear imputation.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Blur}
 *   <li>{@link LinearImputation}, {@link NeighbourSystem}, {@link NestedDissection}
 * </ul>
 */
package vitexplain.image.occlusion;
