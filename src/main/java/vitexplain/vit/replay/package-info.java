/**
 * What is learnt of an image by running the model on it again: on parts of it, on darker copies.
 * The passes themselves are the model's own or those of automatic differentiation, whichever the
 * trace is captured by.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Replay}, {@link Passes}
 *   <li>{@link Halves}, {@link Lloyd}, {@link BlockOutputs}
 *   <li>{@link ValueGains}
 * </ul>
 */
package vitexplain.vit.replay;
