/**
 * The Vision Transformer. This is the door: where a model comes from ({@link ModelSource}), the
 * model itself ({@link Vit}), and the engine that it computes with. A pass leaves a {@code
 * trace.Trace} behind, captured by one of two independent ways, {@code closedform} and {@code
 * autograd}; neither knows the other, so that each can check the other. What takes further passes
 * is captured in {@code replay}, relevance that is no gradient in {@code propagation}. All read
 * {@code model}; files are read in {@code checkpoint} and {@code family}.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ModelSource}, {@link ModelReference}, {@link EmbeddedModel}, {@link ModelDirectory},
 *       {@link ModelSettings}, {@link ModelShape}
 *   <li>{@link PreprocessorSource}
 *   <li>{@link Vit}, {@link Gradients}, {@link Reinitialised}
 *   <li>{@link Logits}, {@link Softmax}
 *   <li>{@link Torch}, {@link Devices}, {@link Bfloat16}
 * </ul>
 */
package vitexplain.vit;
