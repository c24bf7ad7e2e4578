/**
 * One image of an evaluation, from its file to its rows: a pure function of model, image and plan.
 * Each kind of metric has one file of scores, beside what they share; that is why there are a few
 * more than a dozen.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link UnitKey}, {@link UnitOfWork}, {@link UnitResult}, {@link Drawing}
 *   <li>{@link Workers}, {@link Cluster}, {@link StudySetting}, {@link OpenStudy}
 *   <li>{@link ImageStudy}, {@link MethodMaps}, {@link Explanation}, {@link MeasuredRows}
 *   <li>{@link MapScores}, {@link MaskScores}, {@link CompletenessScores}
 *   <li>{@link FaithfulnessScores}, {@link CopyScorer}, {@link Score}, {@link PerturbationScores},
 *       {@link SubsetScores}, {@link ChangeScores}, {@link StabilityScores}
 *   <li>{@link SanityScores}, {@link DegenerateCauses}
 * </ul>
 */
package vitexplain.study.unit;
