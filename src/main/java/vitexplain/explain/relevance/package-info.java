/**
 * Methods that share the score itself out among tokens: layer-wise relevance propagation and its
 * relatives. Most are a gradient by {@link vitexplain.vit.model.RelevanceRules}, and their maps are
 * signed; those of Chefer et al. 2021 are no gradient and come from {@code vit.propagation}.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Lrp}, {@link Place}
 *   <li>{@link LibraFullGrad}, {@link LibraAttCat}
 *   <li>{@link TransformerAttribution}, {@link PartialLrp}, {@link FullLrp}
 * </ul>
 */
package vitexplain.explain.relevance;
