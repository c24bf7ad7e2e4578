/**
 * The figures: one file each, which answers one question, and what several of them share.
 *
 * <p>Seventeen files, because each figure is one of its own, as the recipe for the next wants it.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Figure}
 *   <li>{@link CostFigure}, {@link IntervalFigure}, {@link RankFigure}, {@link PublishedFigure}
 *   <li>{@link PerturbationFigure}, {@link ThresholdFigure}, {@link DepthFigure}, {@link
 *       GalleryFigure}
 *   <li>{@link LatencyFigure}, {@link BatchFigure}, {@link SpeedupFigure}, {@link PeersFigure},
 *       {@link TokensFigure}
 *   <li>{@link MethodGroup}, {@link BenchmarkColors}, {@link ShapeName}, {@link TokenCost}
 * </ul>
 */
package vitexplain.report.figure;
