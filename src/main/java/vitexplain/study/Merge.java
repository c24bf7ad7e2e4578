package vitexplain.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.dataset.Shard;
import vitexplain.run.Concatenation;
import vitexplain.run.ConfigChange;
import vitexplain.run.Manifest;
import vitexplain.run.Pictures;
import vitexplain.run.RunFolder;
import vitexplain.run.RunPart;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.RunEntry;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.ProgressRow;
import vitexplain.study.across.AcrossImages;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.summary.Summary;

/**
 * Puts the parts of an evaluation together: rows, hashes and summary are those of one process that
 * did all of it. The merged folder is a run folder like any other.
 */
public final class Merge {
  /** Key in a part's configuration: which part it is, as {@code 2/5}. */
  public static final String SHARD = "shard";

  /** Key in a part's configuration: hash of a few images of the whole. */
  public static final String SAMPLE = "data_sample_sha256";

  /** Key in a part's notes: the same in words. */
  public static final String PART = "part";

  private static final String MERGED = "merged";
  private static final String PROCESSORS = "processors";
  private static final String IMAGES = "images_sha256";

  /**
   * A part.
   *
   * @param section of its evaluation
   */
  private record Part(RunFolder folder, Section section, Shard shard) {
    String name() {
      return "'" + folder.root() + "'";
    }

    /** The configuration that all parts share. */
    Map<String, String> whole() {
      Map<String, String> config = new TreeMap<>(section.config());
      config.remove(SHARD);
      return config;
    }
  }

  private final List<Part> parts;

  private Merge(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Looks at the parts, in any order, and changes nothing.
   *
   * @param folders locked by the caller
   * @throws Refusal if one is no part, was altered or has not ended, or they are not all the parts
   *     of one evaluation
   */
  public static Merge of(List<RunFolder> folders) {
    Map<Integer, Part> byNumber = new TreeMap<>();
    List<Part> parts = folders.stream().map(Merge::part).toList();
    for (Part part : parts) {
      requireSame(parts.get(0), part);
      Part other = byNumber.put(part.shard().number(), part);
      if (other != null) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "%s and %s are both part %s. Give each part once.",
                other.name(),
                part.name(),
                part.shard()));
      }
    }
    requireAll(byNumber, parts.get(0).shard().of());
    List<Part> inOrder = List.copyOf(byNumber.values());
    inOrder.forEach(Merge::requireEnded);
    inOrder.forEach(part -> part.folder().verify());
    Merge merge = new Merge(inOrder);
    merge.requireImages();
    return merge;
  }

  private static Part part(RunFolder folder) {
    Section section = Evaluation.requireIn(folder);
    String shard = section.config().get(SHARD);
    if (shard == null) {
      throw Refusal.request(
          "'" + folder.root() + "' is no part of an evaluation: it was evaluated without --shard.");
    }
    return new Part(folder, section, Shard.parse(shard));
  }

  private static void requireSame(Part first, Part part) {
    if (first.shard().of() != part.shard().of()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s is part %s and %s is part %s. All parts must be of the same number of parts.",
              first.name(),
              first.shard(),
              part.name(),
              part.shard()));
    }
    String differing = ConfigChange.words(first.whole(), part.whole());
    if (!differing.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s and %s are parts of different evaluations; from the first to the second: %s. Evaluate one of them again with the settings and files of the other.",
              first.name(),
              part.name(),
              differing));
    }
  }

  private static void requireAll(Map<Integer, Part> parts, int of) {
    String missing =
        IntStream.rangeClosed(1, of)
            .filter(number -> !parts.containsKey(number))
            .mapToObj(number -> new Shard(number, of).toString())
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%d of %d parts are given; missing: %s. Give their folders too, or evaluate them with --shard.",
              parts.size(),
              of,
              missing));
    }
  }

  private static void requireEnded(Part part) {
    if (part.section().end().isEmpty()) {
      int done = part.folder().table(ProgressRow.SCHEMA).readIfPresent().size();
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s, part %s, was cut off after %d of %d images. Go on with it by evaluate --resume, then merge.",
              part.name(),
              part.shard(),
              done,
              part.section().counts().planned()));
    }
  }

  /** No image is missing and none is there twice, whatever the parts say of themselves. */
  private void requireImages() {
    List<String> images =
        parts.stream()
            .flatMap(part -> part.folder().table(ProgressRow.SCHEMA).read().stream())
            .map(ProgressRow::image)
            .toList();
    String planned = parts.get(0).whole().get(IMAGES);
    if (planned != null && !planned.equals(Sha256.of(images))) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "the %d images of the parts are not the list that the evaluation was planned for. Evaluate the parts again.",
              images.size()));
    }
  }

  /** What is still to be measured, since it needs the model and images of all parts. */
  public List<String> left() {
    Map<String, String> config = parts.get(0).whole();
    List<String> left = new ArrayList<>();
    if ("bfloat16".equals(config.get("dtype"))) {
      left.add("the comparison of bfloat16 with float32");
    }
    left.addAll(acrossImages(config));
    return left;
  }

  private static List<String> acrossImages(Map<String, String> config) {
    return AcrossImages.planned(StudyPlan.of(config), "yes".equals(config.get("masks")));
  }

  /**
   * Writes the whole.
   *
   * @param out locked by the caller, without an evaluation
   * @param commandLine of the merge, as it was typed
   * @param heatmaps of which images the parts' pictures are taken over; what the report shows of
   *     the whole is among what it shows of the parts
   * @param progress of the summary
   */
  public Counts write(RunFolder out, String commandLine, Heatmaps heatmaps, Progress progress) {
    long start = System.nanoTime();
    List<Section> sections = parts.stream().map(Part::section).toList();
    int planned = sections.stream().mapToInt(section -> section.counts().planned()).sum();
    Map<String, String> config = new TreeMap<>(parts.get(0).whole());
    config.remove(SAMPLE);
    StudyPlan plan = StudyPlan.of(config);
    RunEntry entry =
        new RunEntry(commandLine, sections.get(0).environment(), Evaluation.now(), "", Map.of());
    MethodRow.add(out.table(MethodRow.SCHEMA), MethodRows.of(plan));
    Section begun =
        Section.merged(sections, config, entry)
            .withNotes(notes(sections))
            .reached(new Counts(planned, 0, 0, 0), RunPart.EVALUATION.sharedMarks(out));
    Manifest.record(out, Evaluation.COMMAND, begun);
    out.table(MetricRow.SCHEMA).write(MetricRows.of(plan));
    Concatenation.write(parts.stream().map(Part::folder).toList(), out);
    DegenerateTally degenerate = new DegenerateTally();
    PictureChoice pictures = new PictureChoice(heatmaps, plan, out);
    new Summary(plan)
        .write(out, progress, degenerate.andThen(curve -> curve.samples().forEach(pictures)));
    copyPictures(out, pictures, heatmaps);
    Counts counts = Evaluation.counts(out, planned, degenerate);
    Map<String, Double> measured = Map.of("merge_seconds", (System.nanoTime() - start) / 1e9);
    Manifest.record(
        out,
        Evaluation.COMMAND,
        begun
            .ended(Evaluation.now(), counts, measured, begun.notes())
            .withFiles(RunPart.EVALUATION.marks(out)));
    return counts;
  }

  private void copyPictures(RunFolder out, PictureChoice choice, Heatmaps heatmaps) {
    if (heatmaps == Heatmaps.NONE) {
      return;
    }
    choice.replayed();
    Set<String> shown = choice.shown().stream().map(Pictures::file).collect(Collectors.toSet());
    Predicate<String> taken = name -> heatmaps == Heatmaps.ALL || shown.contains(name);
    parts.forEach(part -> Pictures.copy(part.folder(), out, taken));
  }

  private Map<String, String> notes(List<Section> sections) {
    Map<String, String> notes = new LinkedHashMap<>(sections.get(0).notes());
    notes.remove(PART);
    acrossImages(parts.get(0).whole())
        .forEach(
            what ->
                notes.put(
                    what,
                    "Not measured in parts; evaluate with --resume measures it in the whole."));
    notes.put(MERGED, parts.size() + " parts that were evaluated apart.");
    List<String> processors =
        sections.stream()
            .flatMap(part -> part.runs().stream())
            .map(run -> run.environment().cpu() + ", " + run.environment().os())
            .distinct()
            .toList();
    if (processors.size() > 1) {
      notes.put(
          PROCESSORS,
          "The parts were computed on different ones, which may round the last digits differently: "
              + String.join("; ", new ArrayList<>(processors))
              + ".");
    }
    return notes;
  }
}
