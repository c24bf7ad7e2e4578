/**
 * Relevance passed down from the class scores module by module, by rules that are no gradient of
 * anything: what Chefer, Gur and Wolf 2021, arXiv:2012.09838, and the propagation that they compare
 * with need. Computed in float64 whatever the model's type: denominators that are sums of both
 * signs come near 0, and in float32 single entries then say nothing.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Propagation}, {@link Ascent}, {@link Descent}
 *   <li>{@link LayerRules}, {@link Ratio}, {@link Parts}
 *   <li>{@link BlockRelevance}, {@link ScoreRelevance}, {@link ProbeRelevance}, {@link
 *       ImageRelevance}
 *   <li>{@link Tape}, {@link ExactNorm}, {@link WideWeights}
 * </ul>
 */
package vitexplain.vit.propagation;
