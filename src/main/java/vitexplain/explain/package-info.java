/**
 * Explanation methods: a trace in, maps out. This is the door: the methods there are, how one is
 * found, and the options in a method's name. Methods are sorted as the registry sorts them: {@code
 * method}, {@code peer}, {@code variant}, {@code control}; {@code relevance} and {@code sampling}
 * are peers that share a way to work. What all return is in {@code map}, what several compute is in
 * {@code step}.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link BuiltInMethods}, {@link Methods}, {@link MethodProvider}, {@link Options}
 * </ul>
 */
package vitexplain.explain;
