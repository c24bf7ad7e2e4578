/**
 * Images explained and predicted, without statistics: one image for a program of its own, a folder
 * for the commands {@code explain} and {@code predict}.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ImageExplainer}, {@link ImageExplanation}
 *   <li>{@link ExplainRun}, {@link ClassChoice}, {@link Overlays}, {@link ContactSheet}, {@link
 *       ExplainScores}, {@link Npy}
 *   <li>{@link Prediction}
 * </ul>
 */
package vitexplain.heatmaps;
