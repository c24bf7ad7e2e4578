/**
 * Controls, which see nothing of the model, and other methods' maps degraded on purpose.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link RandomControl}, {@link CentreControl}, {@link ConstantControl}
 *   <li>{@link InverseControl}, {@link BlurredControl}
 * </ul>
 */
package vitexplain.explain.control;
