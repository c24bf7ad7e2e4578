/**
 * Methods that run the model on parts of the image and look at what becomes of the class: no
 * gradient, and as many passes as there are parts.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Rise}, {@link Tis}, {@link MeanScore}
 * </ul>
 */
package vitexplain.explain.sampling;
