/**
 * Metrics as pure functions on plain arrays: no tensor type, no input or output. A map is a
 * row-major {@code float[]}, a mask a row-major {@code boolean[]} of the same length, true =
 * foreground. Undefined is NaN, never 0 or 1; means leave it out and count it. This is the door:
 * the registry. {@code kind} says what a metric is and what it can be computed from, {@code input}
 * holds what that is; the metrics themselves lie by the question that they ask.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Metrics}
 * </ul>
 */
package vitexplain.metric;
