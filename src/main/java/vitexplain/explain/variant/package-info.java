/**
 * A published project's variants of methods, for comparison with its results.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link StudentModels}, {@link StudentLeGrad}, {@link StudentGmar}, {@link StudentRollout}
 * </ul>
 */
package vitexplain.explain.variant;
