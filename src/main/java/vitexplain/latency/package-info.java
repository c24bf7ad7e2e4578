/**
 * Timing: a plan, JMH in a process of its own, and its JSON as rows of {@code latency.csv}. The
 * product does not contain JMH; the benchmarks and JMH come with a class path that the start script
 * names. This is the door: a plan is checked, carried out and read.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link BenchRun}, {@link BenchResult}, {@link ProfilerReading}
 *   <li>{@link BenchCheck}, {@link LatencyTable}, {@link TimedGradients}
 * </ul>
 */
package vitexplain.latency;
