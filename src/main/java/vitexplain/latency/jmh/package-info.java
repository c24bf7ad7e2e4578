/**
 * JMH in a process of its own: its command line, its lock, its progress and its JSON.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link JmhCommand}, {@link JmhQuestion}, {@link JmhProcess}, {@link JmhProgress}, {@link
 *       MachineLock}, {@link Scratch}
 *   <li>{@link OtherProgram}
 *   <li>{@link JmhEntry}, {@link Timing}, {@link Spread}
 * </ul>
 */
package vitexplain.latency.jmh;
