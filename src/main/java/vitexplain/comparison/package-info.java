/**
 * Two run folders against each other: is the second slower, or are its explanations worse? Only
 * read, never written.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link RunComparison}, {@link ComparisonRow}, {@link Verdict}
 *   <li>{@link Side}, {@link Surroundings}
 *   <li>{@link Times}, {@link SameStudy}, {@link Scores}, {@link SampleValues}
 *   <li>{@link Finding}, {@link Judgement}
 * </ul>
 */
package vitexplain.comparison;
