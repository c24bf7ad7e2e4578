/**
 * A model as data, and its forward pass in plain operations that can be read beside the paper.
 * Everything else that computes a forward pass is checked against it.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link VitConfig}, {@link Activation}, {@link PatchLayout}
 *   <li>{@link VitWeights}, {@link BlockWeights}, {@link LinearWeights}, {@link NormWeights},
 *       {@link NamedWeights}, {@link RandomWeights}
 *   <li>{@link Head}, {@link AttentionPool}, {@link Rotary}
 *   <li>{@link Forward}, {@link TokenRange}, {@link Readout}, {@link BlockReadout}, {@link Factor},
 *       {@link Hook}
 *   <li>{@link Rules}, {@link RelevanceRules}, {@link GammaRule}
 * </ul>
 */
package vitexplain.vit.model;
