/**
 * Timing: a plan, JMH in a process of its own, and its JSON as rows of {@code latency.csv}. The
 * product does not contain JMH; the benchmarks and JMH come with a class path that the start script
 * names.
 */
package vitexplain.latency;
