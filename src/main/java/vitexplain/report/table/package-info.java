/**
 * The tables: one file each, as a paper would print them, and their forms in LaTeX and HTML.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link PaperTable}, {@link Latex}, {@link Html}
 *   <li>{@link Tables}, {@link MainTable}, {@link MetricTables}, {@link CorrectTables}, {@link
 *       ModelUseTable}
 *   <li>{@link PairTables}, {@link SettledTable}, {@link RankingTables}, {@link ModelTables},
 *       {@link SanityTable}, {@link DiscriminationTables}, {@link ReproductionTable}
 *   <li>{@link ServingTable}, {@link LatencyTables}, {@link PeerTables}, {@link CopyCostTable},
 *       {@link MapCostTables}
 * </ul>
 */
package vitexplain.report.table;
