/**
 * What a paper takes over: one document in LaTeX with the main table and a supplement, and the
 * references of all that a run used.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link LatexDocument}, {@link MainResult}, {@link LongTable}
 *   <li>{@link Bibliography}, {@link Reference}
 * </ul>
 */
package vitexplain.report.latex;
