/**
 * Metrics and statistics as pure functions on plain arrays: no tensor type, no input or output.
 *
 * <p>A map is a row-major {@code float[]}, a mask a row-major {@code boolean[]} of the same length,
 * true = foreground. Undefined is NaN, never 0 or 1; whoever averages leaves it out and counts it.
 */
package vitexplain.metric;
