/**
 * Published methods that readers compare with.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link RawAttention}, {@link Chefer}, {@link GradRollout}
 *   <li>{@link AttentionGradCam}, {@link AgCam}, {@link TokenGradCam}, {@link GradSam}
 *   <li>{@link BeyondIntuition}
 *   <li>{@link InputGradient}, {@link SmoothGrad}, {@link IntegratedGradients}
 * </ul>
 */
package vitexplain.explain.peer;
