package vitexplain.run;

import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.run.row.AgreementRow;
import vitexplain.run.row.BackgroundRow;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.CurveRow;
import vitexplain.run.row.DiscriminationRow;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.ModelAgreementRow;
import vitexplain.run.row.ModelUseRow;
import vitexplain.run.row.MosaicRow;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.PeerRow;
import vitexplain.run.row.ProgressRow;
import vitexplain.run.row.ReliabilityRow;
import vitexplain.run.row.ReproductionImageRow;
import vitexplain.run.row.ReproductionRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SanityRow;
import vitexplain.run.row.SettledRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.run.table.FileMark;

/**
 * What one command writes into a run folder, as opposed to what the others write.
 *
 * @param command its section in the manifest; empty if it has none
 * @param whole names of files that it writes in one move; the manifest holds their hashes
 * @param shared likewise, of files that other commands add to as well; they stay as long as one of
 *     these has files in the folder
 * @param other names of its other files and folders
 */
public record RunPart(String command, Set<String> whole, Set<String> shared, Set<String> other) {

  public static final RunPart BENCH =
      new RunPart(
          "bench",
          Set.of("jmh.json", LatencyRow.SCHEMA.fileName(), PeerRow.SCHEMA.fileName()),
          Set.of(MethodRow.SCHEMA.fileName()),
          Set.of("jmh.log"));

  public static final RunPart EVALUATION =
      new RunPart(
          "evaluate",
          Set.of(
              MetricRow.SCHEMA.fileName(),
              SummaryRow.SCHEMA.fileName(),
              PairRow.SCHEMA.fileName(),
              SettledRow.SCHEMA.fileName(),
              SanityRow.SCHEMA.fileName(),
              ReliabilityRow.SCHEMA.fileName(),
              AgreementRow.SCHEMA.fileName(),
              SummaryRow.CORRECT.fileName(),
              MosaicRow.SCHEMA.fileName(),
              DiscriminationRow.SCHEMA.fileName(),
              BackgroundRow.SCHEMA.fileName(),
              ModelUseRow.SCHEMA.fileName()),
          Set.of(MethodRow.SCHEMA.fileName()),
          Set.of(
              ProgressRow.SCHEMA.fileName(),
              CurveRow.SCHEMA.fileName(),
              SampleRow.LONG.fileName(),
              ConfusionRow.SCHEMA.fileName(),
              FailureRow.SCHEMA.fileName(),
              ImageRow.SCHEMA.fileName(),
              "heatmaps"));

  /** Of two evaluations, kept in the folder of the first. */
  public static final RunPart RANKINGS =
      new RunPart(
          "compare-rankings", Set.of(ModelAgreementRow.SCHEMA.fileName()), Set.of(), Set.of());

  /** A published protocol, in a folder of its own. */
  public static final RunPart REPRODUCTION =
      new RunPart(
          "reproduce",
          Set.of(ReproductionRow.SCHEMA.fileName(), "reproduce.tex"),
          Set.of(MethodRow.SCHEMA.fileName()),
          Set.of(ReproductionImageRow.SCHEMA.fileName()));

  public static final RunPart REPORT =
      new RunPart("", Set.of(), Set.of(), Set.of("index.html", "figures", "tables"));

  public RunPart {
    whole = Set.copyOf(whole);
    shared = Set.copyOf(shared);
    other = Set.copyOf(other);
  }

  /** Whether a folder has any of them. */
  public boolean isIn(RunFolder folder) {
    return names().anyMatch(name -> Files.exists(folder.root().resolve(name)));
  }

  /** Removes them from a folder; everything else stays. */
  public void removeFrom(RunFolder folder) {
    remove(folder, names());
    remove(
        folder,
        shared.stream()
            .filter(
                name -> all().noneMatch(part -> part.shared.contains(name) && part.isIn(folder))));
  }

  private static void remove(RunFolder folder, Stream<String> names) {
    names.map(folder.root()::resolve).filter(Files::exists).forEach(OldRun::removeTree);
  }

  /**
   * Removes all that an earlier run of the command left, to be called when the new one is known to
   * be possible: its files, its section of the manifest, the page that describes its numbers, and
   * of an evaluation what it was compared with. A manifest that cannot be read goes too, as it says
   * nothing.
   */
  public void discardFrom(RunFolder folder) {
    if (equals(EVALUATION)) {
      RANKINGS.discardFrom(folder); // what it compares goes
    }
    REPORT.removeFrom(folder);
    removeFrom(folder);
    Manifest.forget(folder, command);
  }

  /** Marks of the files that are written in one move and are there. */
  public Map<String, FileMark> marks(RunFolder folder) {
    return marks(folder, Stream.concat(whole.stream(), shared.stream()));
  }

  /** The same of those alone that other commands add to. */
  public Map<String, FileMark> sharedMarks(RunFolder folder) {
    return marks(folder, shared.stream());
  }

  private static Map<String, FileMark> marks(RunFolder folder, Stream<String> names) {
    return names
        .filter(name -> Files.exists(folder.root().resolve(name)))
        .collect(
            Collectors.toUnmodifiableMap(
                name -> name, name -> FileMark.of(folder.root().resolve(name))));
  }

  private Stream<String> names() {
    return Stream.concat(whole.stream(), other.stream());
  }

  /** Whether any command writes a file of this name. */
  static boolean anyHas(String name) {
    return all()
        .anyMatch(part -> part.shared.contains(name) || part.names().anyMatch(name::equals));
  }

  private static Stream<RunPart> all() {
    return Stream.of(BENCH, EVALUATION, RANKINGS, REPRODUCTION, REPORT);
  }

  /** Whether a file of this name is added to by several commands. */
  static boolean isShared(String name) {
    return all().anyMatch(part -> part.shared.contains(name));
  }
}
