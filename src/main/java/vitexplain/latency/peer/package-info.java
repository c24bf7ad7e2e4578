/**
 * Other programs that compute what this project's benchmarks compute, timed between JMH's forks on
 * the same weights and images. They are in Python, {@code src/test/python/peers}, and run by an
 * environment that the user makes; what is not there is left out, and said.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Peer}, {@link Peers}
 *   <li>{@link SeededPixels}, {@link PeerInputs}, {@link PeerTrial}, {@link PeerRounds}
 *   <li>{@link PeerResult}, {@link PeerTable}
 * </ul>
 */
package vitexplain.latency.peer;
