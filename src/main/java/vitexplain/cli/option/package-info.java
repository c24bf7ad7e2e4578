/**
 * Options that several commands share.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link CommonOptions}, {@link RunOptions}, {@link Home}
 *   <li>{@link ModelOptions}, {@link DtypeOption}, {@link ModelGuard}
 *   <li>{@link MaskClassOption}, {@link MethodList}
 * </ul>
 */
package vitexplain.cli.option;
