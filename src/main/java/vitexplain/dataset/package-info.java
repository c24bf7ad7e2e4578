/**
 * What is explained or evaluated: images with, perhaps, a mask and a label each. Both {@code
 * heatmaps} and {@code study} read it.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Dataset}, {@link Selection}, {@link Shard}, {@link MaskFolder}, {@link
 *       UniformMasks}, {@link Labels}, {@link ClassIndex}
 * </ul>
 */
package vitexplain.dataset;
