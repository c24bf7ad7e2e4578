/**
 * What commands print: progress, summaries, the machine, how to go on after an interruption.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Bar}, {@link DownloadBar}, {@link Interruption}, {@link CommandText}, {@link
 *       Machine}
 *   <li>{@link Columns}, {@link PlainTable}, {@link LatencySummary}, {@link PeerSummary}, {@link
 *       ComparisonSummary}, {@link StudyEstimate}, {@link EvaluationSummary}, {@link
 *       TerminalTable}, {@link MaskRemark}, {@link ExplainReport}, {@link ReproductionSummary}
 *   <li>{@link SurveySummary}, {@link MaskSheet}
 * </ul>
 */
package vitexplain.cli.print;
