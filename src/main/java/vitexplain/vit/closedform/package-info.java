/**
 * The fast passes: a forward pass without a graph, and the gradients in closed form from what it
 * keeps. The letters in shapes are those of {@code kernels.py}. It knows nothing of automatic
 * differentiation, which checks it. Seventeen files, since each is one step of the same few passes.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ClosedFormCapture}, {@link CapturePlan}
 *   <li>{@link FastForward}, {@link FastBlock}, {@link FusedBlock}, {@link LogitsPass}, {@link
 *       KeptTokens}
 *   <li>{@link Tape}, {@link BlockTape}, {@link AttentionTape}
 *   <li>{@link ReversePass}, {@link RelevanceReverse}, {@link ScoreReverse}
 *   <li>{@link Kernels}, {@link TorchScript}, {@link Lazy}
 *   <li>{@link PassParts}
 * </ul>
 */
package vitexplain.vit.closedform;
