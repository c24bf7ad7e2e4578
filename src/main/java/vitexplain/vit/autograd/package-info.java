/**
 * Capture by automatic differentiation of the plain forward pass: slow, simple, and the oracle of
 * the closed forms, of which it knows nothing. Gradients with respect to pixels are taken here too.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link AutogradCapture}, {@link Collector}, {@link Leaf}, {@link Recorder}, {@link
 *       Recording}, {@link LeafRecorder}, {@link NormsOfGradients}
 *   <li>{@link InputPass}, {@link NormLeaf}, {@link ProbeLeaf}, {@link AveragedGradients}, {@link
 *       PixelNoise}, {@link PixelFingerprint}
 *   <li>{@link RelevancePass}, {@link BlockInputs}, {@link BiasLeaf}
 * </ul>
 */
package vitexplain.vit.autograd;
