package vitexplain.run.provenance;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import vitexplain.base.Sha256;
import vitexplain.run.table.FileMark;

/**
 * What one command did: a section of the manifest. What does not apply is empty.
 *
 * @param commandLine the command as it was typed
 * @param profile {@code smoke}, {@code quick}, {@code standard} or {@code full}
 * @param config every option that can change a number, defaults included
 * @param configSha256 hash of {@code config}, see {@link Sha256#of(Map)}
 * @param model the model's name
 * @param modelSha256 hash of its weights
 * @param imageListSha256 hash of the image list
 * @param seeds seeds by what they are for
 * @param environment the machine and the software
 * @param start when it began, ISO 8601 in UTC
 * @param end when it ended; empty while it runs or if it was cut off
 * @param counts how far it came
 * @param measured further numbers by name, as {@link #GEMM_CEILING}
 * @param notes remarks by subject, as {@code cuda -> no CUDA device}: what was skipped and why
 * @param files finished files by name; none where an earlier version wrote the folder
 * @param runs every run that added to it, in order: command line, environment and start above are
 *     those of the first, {@code measured} is of all together
 */
public record Section(
    String commandLine,
    String profile,
    Map<String, String> config,
    String configSha256,
    String model,
    String modelSha256,
    String imageListSha256,
    Map<String, Long> seeds,
    Environment environment,
    String start,
    String end,
    Counts counts,
    Map<String, Double> measured,
    Map<String, String> notes,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, FileMark> files,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<RunEntry> runs) {

  /** Key in {@link #notes}: how many classes the model tells apart. */
  public static final String CLASSES = "model_classes";

  /**
   * Key in {@link #notes}: how an evaluation ended that may end before its images do. There only
   * once it has ended.
   */
  public static final String SETTLED = "settled";

  /** Key in {@link #notes}: the data set as {@code --data} named it. */
  public static final String DATA = "data";

  /** Key in {@link #measured}: the fastest matrix product seen, in GFLOP/s. */
  public static final String GEMM_CEILING = "gemm_ceiling_gflops";

  public Section {
    config = Map.copyOf(config);
    seeds = Map.copyOf(seeds);
    measured = Map.copyOf(measured);
    notes = Map.copyOf(notes);
    files = Map.copyOf(files);
    runs = List.copyOf(runs);
  }

  /** A section as a command begins: its configuration hashed, nothing done yet. */
  public static Section starting(
      String commandLine,
      String profile,
      Map<String, String> config,
      Environment environment,
      String start) {
    return new Section(
        commandLine,
        profile,
        config,
        Sha256.of(config),
        "",
        "",
        "",
        Map.of(),
        environment,
        start,
        "",
        new Counts(0, 0, 0, 0),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(new RunEntry(commandLine, environment, start, "", Map.of())));
  }

  /** The same with its inputs. */
  public Section withInputs(
      String name, String weightsSha256, String imagesSha256, Map<String, Long> newSeeds) {
    return new Section(
        commandLine,
        profile,
        config,
        configSha256,
        name,
        weightsSha256,
        imagesSha256,
        newSeeds,
        environment,
        start,
        end,
        counts,
        measured,
        notes,
        files,
        runs);
  }

  /** The same with other remarks. */
  public Section withNotes(Map<String, String> newNotes) {
    return with(end, counts, measured, newNotes, files, runs);
  }

  /** The same that has come so far and is not at its end. */
  public Section reached(Counts reached, Map<String, FileMark> newFiles) {
    return with(end, reached, measured, notes, newFiles, runs);
  }

  /** This section, begun earlier, as another run goes on with it. */
  public Section resumedBy(Section now) {
    List<RunEntry> all = new ArrayList<>(runs);
    all.addAll(now.runs);
    return with("", counts, measured, now.notes, Map.of(), all);
  }

  /**
   * One evaluation that several commands did a part of each.
   *
   * @param parts in order; of what is the same in all, the first one's stands
   * @param newConfig of the whole
   * @param merge the command that puts them together
   */
  public static Section merged(List<Section> parts, Map<String, String> newConfig, RunEntry merge) {
    Section first = parts.get(0);
    List<RunEntry> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(part.runs));
    all.add(merge);
    return new Section(
        first.commandLine,
        first.profile,
        newConfig,
        Sha256.of(newConfig),
        first.model,
        first.modelSha256,
        first.imageListSha256,
        first.seeds,
        first.environment,
        first.start,
        "",
        new Counts(0, 0, 0, 0),
        Map.of(),
        first.notes,
        Map.of(),
        all);
  }

  /** The same, ended. The numbers are those of the last run. */
  public Section ended(
      String when, Counts reached, Map<String, Double> newMeasured, Map<String, String> newNotes) {
    List<RunEntry> all = new ArrayList<>(runs);
    if (all.isEmpty()) {
      return with(when, reached, newMeasured, newNotes, files, all);
    }
    int last = all.size() - 1;
    all.set(last, all.get(last).ended(when, newMeasured));
    return with(when, reached, RunEntry.total(all), newNotes, files, all);
  }

  /** The same with the marks of its finished files. */
  public Section withFiles(Map<String, FileMark> newFiles) {
    return with(end, counts, measured, notes, newFiles, runs);
  }

  /**
   * The same with the other's marks of files that both have and that several commands share.
   *
   * @param shared whether they share the file of a name
   */
  public Section withSharedFilesOf(Section other, Predicate<String> shared) {
    Map<String, FileMark> all = new TreeMap<>(files);
    other.files.forEach(
        (name, mark) -> {
          if (shared.test(name)) {
            all.replace(name, mark);
          }
        });
    return withFiles(all);
  }

  private Section with(
      String newEnd,
      Counts newCounts,
      Map<String, Double> newMeasured,
      Map<String, String> newNotes,
      Map<String, FileMark> newFiles,
      List<RunEntry> newRuns) {
    return new Section(
        commandLine,
        profile,
        config,
        configSha256,
        model,
        modelSha256,
        imageListSha256,
        seeds,
        environment,
        start,
        newEnd,
        newCounts,
        newMeasured,
        newNotes,
        newFiles,
        newRuns);
  }
}
