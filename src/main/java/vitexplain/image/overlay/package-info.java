/**
 * A heatmap laid over its image, for people to look at.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link HeatmapOverlay}, {@link Colormap}
 * </ul>
 */
package vitexplain.image.overlay;
