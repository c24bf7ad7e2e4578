/**
 * Published evaluations as their authors ran them, and the numbers that they published: what {@code
 * evaluate} measures by this project's own definitions is measured here by each paper's.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Protocol}, {@link Protocols}: the switches, and each paper's
 *   <li>{@link Reproduction}, {@link Subject}, {@link InputMap}: pictures one by one
 *   <li>{@link Scoring}: {@link SegmentationScoring}, {@link SegmentationScores}, {@link
 *       PixelCounts}; {@link PerturbationScoring}, {@link RemovalOrder}, {@link RemovalCurve},
 *       {@link Target}
 *   <li>{@link Measured}, {@link Published}, {@link Comparison}: ours beside theirs
 *   <li>{@link ReproductionStore}: what is left on disk
 * </ul>
 */
package vitexplain.protocol;
