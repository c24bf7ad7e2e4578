/**
 * How parts of one image are removed: what is removed at a time, and what stands in its place.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Unit}, {@link UnitGroups}, {@link Fill}, {@link Instance}, {@link PassTally}, {@link
 *       PassCounts}
 *   <li>{@link Occlusion}, {@link TokenDrop}, {@link PixelOcclusion}, {@link Imputed}
 * </ul>
 */
package vitexplain.study.occlusion;
