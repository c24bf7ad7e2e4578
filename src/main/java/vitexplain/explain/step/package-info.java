/**
 * Steps that several methods share.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link RolloutRow}, {@link ReadoutRow}, {@link Fusion}, {@link Discard}, {@link
 *       HeadWeights}
 *   <li>{@link StartBlock}, {@link WeightedAttention}, {@link PatchPixels}
 * </ul>
 */
package vitexplain.explain.step;
