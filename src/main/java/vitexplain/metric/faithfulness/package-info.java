/**
 * Does the model need what a map calls relevant?
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Faithfulness}, {@link CheferPerturbation}, {@link Road}
 *   <li>{@link ScoreChange}, {@link SubsetFidelity}, {@link SaCo}, {@link CompletenessError}
 * </ul>
 */
package vitexplain.metric.faithfulness;
