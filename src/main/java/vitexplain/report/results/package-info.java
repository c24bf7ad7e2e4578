/**
 * What a run folder says, read once and put into the words and groups that figures, tables and page
 * share.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Results}, {@link Selection}, {@link ImageSamples}, {@link ShownSamples}, {@link
 *       Once}, {@link ModelNames}, {@link Condition}, {@link MetricColumn}, {@link Family}, {@link
 *       Format}
 *   <li>{@link Curves}, {@link Repeats}, {@link Cost}, {@link BudgetVerdict}, {@link Comparisons},
 *       {@link Decisions}
 *   <li>{@link CaseSelection}, {@link Predictions}, {@link DegenerateMaps}, {@link AboveChance},
 *       {@link SanityCounts}, {@link ModelFit}, {@link DataFacts}, {@link ModelUse}
 * </ul>
 */
package vitexplain.report.results;
