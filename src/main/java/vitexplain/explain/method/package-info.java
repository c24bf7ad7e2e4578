/**
 * The methods under test. One file each, beside its formula and its paper.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link LeGrad}, {@link Gmar}, {@link Rollout}
 * </ul>
 */
package vitexplain.explain.method;
