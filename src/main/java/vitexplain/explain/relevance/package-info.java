/**
 * Methods that share the score itself out among tokens: layer-wise relevance propagation and its
 * relatives, all from a gradient by {@link vitexplain.vit.model.RelevanceRules}. Their maps are
 * signed.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Lrp}, {@link Place}
 *   <li>{@link LibraFullGrad}, {@link LibraAttCat}
 * </ul>
 */
package vitexplain.explain.relevance;
