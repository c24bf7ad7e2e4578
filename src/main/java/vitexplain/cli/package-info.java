/**
 * The command line: parse, wire, print. Nothing is computed here. This is the door: the program and
 * one file a command. Options that several commands have are in {@code option}, what commands print
 * in {@code print}.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Main}, {@link Failures}
 *   <li>{@link AllCommand}, {@link BenchCommand}, {@link EvaluateCommand}, {@link MergeCommand},
 *       {@link ReproduceCommand}, {@link CompareCommand}, {@link CompareRankingsCommand}, {@link
 *       ReportCommand}, {@link FigureCommand}, {@link ExportCommand}
 *   <li>{@link ExplainCommand}, {@link PredictCommand}, {@link DataCommand}
 *   <li>{@link MethodsCommand}, {@link MetricsCommand}, {@link CiteCommand}, {@link ModelsCommand},
 *       {@link DoctorCommand}
 *   <li>{@link TrainDemoCommand}
 * </ul>
 */
package vitexplain.cli;
