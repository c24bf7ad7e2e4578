package vitexplain.run;

import java.nio.file.Files;
import java.util.Set;

/**
 * What one command writes into a run folder, so that it can be told apart from the others'.
 *
 * @param files names of its files and folders
 */
public record RunPart(Set<String> files) {
  public static final RunPart BENCH =
      new RunPart(
          Set.of("jmh.json", "jmh.log", LatencyRow.SCHEMA.fileName(), TargetRow.SCHEMA.fileName()));

  public static final RunPart EVALUATION =
      new RunPart(
          Set.of(
              "progress.csv",
              "heatmaps",
              MetricRow.SCHEMA.fileName(),
              SampleRow.SCHEMA.fileName(),
              ConfusionRow.SCHEMA.fileName(),
              SummaryRow.SCHEMA.fileName(),
              PairRow.SCHEMA.fileName(),
              SanityRow.SCHEMA.fileName(),
              ReliabilityRow.SCHEMA.fileName(),
              AgreementRow.SCHEMA.fileName(),
              FailureRow.SCHEMA.fileName()));

  public static final RunPart REPORT = new RunPart(Set.of("index.html", "figures", "tables"));

  public RunPart {
    files = Set.copyOf(files);
  }

  /** Whether a folder has any of them. */
  public boolean isIn(RunFolder folder) {
    return files.stream().anyMatch(name -> Files.exists(folder.root().resolve(name)));
  }

  /** Removes them from a folder; everything else stays. */
  public void removeFrom(RunFolder folder) {
    files.stream().map(folder.root()::resolve).filter(Files::exists).forEach(OldRun::removeTree);
  }

  /** Whether any command writes a file of this name. */
  static boolean anyHas(String name) {
    return BENCH.files.contains(name)
        || EVALUATION.files.contains(name)
        || REPORT.files.contains(name);
  }
}
