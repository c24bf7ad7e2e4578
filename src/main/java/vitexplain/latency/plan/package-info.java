/**
 * What is timed, how long and in which order, and what that will cost.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link BenchProfile}, {@link BenchRequest}, {@link BenchStudy}, {@link BenchPlan}, {@link
 *       BenchExtent}, {@link Iterations}, {@link DeviceChoice}
 *   <li>{@link ModelPasses}, {@link Suite}, {@link Trial}, {@link JmhMode}, {@link Schedule}
 *   <li>{@link BenchCost}
 * </ul>
 */
package vitexplain.latency.plan;
