/**
 * The page: the result in sentences, chapters of figures and tables, what must not be concluded,
 * and where the numbers come from.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Page}, {@link Heading}, {@link Chapter}, {@link TrustChapters}, {@link
 *       FamilyTables}, {@link Chapters}, {@link Glossary}
 *   <li>{@link Cases}, {@link CaseData}
 *   <li>{@link Conclusions}, {@link ControlSentences}, {@link CostSentences}, {@link
 *       ServingSentences}, {@link ServingAnswer}, {@link PublishedSentences}, {@link FillSentences}
 *   <li>{@link Caveats}, {@link Provenance}
 * </ul>
 */
package vitexplain.report.page;
