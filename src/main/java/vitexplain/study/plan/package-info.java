/**
 * What is measured of every image, and what that costs before anything is run.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link StudyProfile}, {@link StudyPlan}, {@link SuitedPlan}, {@link SanityPlan}, {@link
 *       AcrossPlan}, {@link StoppingRule}, {@link StudyCost}
 * </ul>
 */
package vitexplain.study.plan;
