/**
 * The evaluation. This is the door: a data set through a plan, image by image, resumed after an
 * interruption, and summarised at the end. Read {@code plan}, then {@code unit}, what is done with
 * one image, with the {@code occlusion} strategies that it removes parts by, then {@code summary}.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Evaluation}, {@link Course}, {@link DegenerateTally}, {@link Merge}, {@link
 *       RoundingError}, {@link Heatmaps}, {@link PictureChoice}
 *   <li>{@link RankingComparison}
 *   <li>{@link MethodRows}, {@link MetricRows}
 * </ul>
 */
package vitexplain.study;
