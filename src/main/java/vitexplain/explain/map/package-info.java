/**
 * What a method is and returns: a trace in, raw maps of a batch out, and one image's heatmap of
 * them.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Explainer}, {@link Maps}, {@link Sign}, {@link Completeness}, {@link Heatmap},
 *       {@link Grids}
 *   <li>{@link MethodId}, {@link MethodSeed}
 * </ul>
 */
package vitexplain.explain.map;
