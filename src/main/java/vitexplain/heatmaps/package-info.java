/**
 * The work of the commands {@code explain} and {@code predict}: maps and logits of a folder of
 * images, without statistics.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ExplainRun}, {@link Overlays}, {@link ExplainScores}, {@link Npy}, {@link
 *       Prediction}
 * </ul>
 */
package vitexplain.heatmaps;
