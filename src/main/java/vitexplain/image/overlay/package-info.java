/**
 * A heatmap, or a mask, laid over its image, for people to look at.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link HeatmapOverlay}, {@link MaskTint}, {@link Colormap}
 * </ul>
 */
package vitexplain.image.overlay;
