/**
 * Options that several commands share, and the profiles that stand for many of them.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link CommonOptions}, {@link RunOptions}, {@link Profile}, {@link Home}
 *   <li>{@link ModelOptions}, {@link DtypeOption}, {@link ModelGuard}
 *   <li>{@link MaskClassOption}, {@link MethodList}
 * </ul>
 */
package vitexplain.cli.option;
