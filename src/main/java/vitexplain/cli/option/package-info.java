/**
 * Options of commands, those that belong together in one class.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link CommonOptions}, {@link RunOptions}, {@link Home}
 *   <li>{@link ModelOptions}, {@link ModelTextOptions}, {@link DtypeOption}, {@link ModelGuard}
 *   <li>{@link DataOptions}, {@link LayoutNames}, {@link MethodOptions}, {@link ClassOptions},
 *       {@link SparkOptions}, {@link StoppingOptions}
 * </ul>
 */
package vitexplain.cli.option;
