/**
 * What is explained or evaluated: images with, perhaps, a mask and a label each. Both {@code
 * heatmaps} and {@code study} read it.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Dataset}, {@link DatasetReference}, {@link Selection}, {@link Shard}, {@link
 *       UniformMasks}
 *   <li>{@link ClassIndex}, {@link LabelMap}, {@link ClassLabels}, {@link LabelCount}
 *   <li>{@link Survey}, {@link CountsRow}
 * </ul>
 */
package vitexplain.dataset;
