package vitexplain.study;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.Shard;
import vitexplain.dataset.UniformMasks;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.run.Committed;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.RunPart;
import vitexplain.run.SampleStore;
import vitexplain.run.Samples;
import vitexplain.run.provenance.Bfloat16Error;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.table.Table;
import vitexplain.study.across.AcrossImages;
import vitexplain.study.plan.StoppingRule;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.plan.SuitedPlan;
import vitexplain.study.summary.Settlement;
import vitexplain.study.summary.Summary;
import vitexplain.study.unit.Drawing;
import vitexplain.study.unit.ImageStudy;
import vitexplain.study.unit.MaskScores;
import vitexplain.study.unit.UnitKey;
import vitexplain.study.unit.UnitOfWork;
import vitexplain.study.unit.UnitResult;
import vitexplain.study.unit.Workers;
import vitexplain.vit.Vit;

/**
 * The evaluation runner: every image of a data set through {@link ImageStudy}, stored one by one so
 * that a run can be killed and resumed, then summarised.
 */
public final class Evaluation {
  /** Its section in the manifest. */
  public static final String COMMAND = "evaluate";

  /** Images at most that an evaluation in bfloat16 is compared with float32 on. */
  public static final int COMPARED_IMAGES = RoundingError.IMAGES;

  /** More differing files than this are counted. */
  private static final int NAMED = 3;

  private final RunFolder folder;
  private final Dataset whole;
  private final Shard shard;
  private final Dataset data;
  private final Vit model;
  private final Preprocessor preprocessor;
  private final StudyPlan plan;
  private final Heatmaps heatmaps;
  private final List<FailureRow> leftOut;
  private final Optional<StoppingRule> rule;

  /**
   * Of all images, with nothing left out.
   *
   * @param folder locked by the caller
   */
  public Evaluation(
      RunFolder folder, Dataset data, Vit model, Preprocessor preprocessor, StudyPlan plan) {
    this(
        folder,
        data,
        Shard.WHOLE,
        model,
        preprocessor,
        new SuitedPlan(plan, List.of()),
        Heatmaps.REPORT);
  }

  /**
   * Of one part of a data set. Its rows are those that the evaluation of the whole has of these
   * images, so that {@link Merge} can put the parts together.
   *
   * @param folder locked by the caller
   * @param whole the data set
   * @param heatmaps of which images pictures are kept
   * @throws Refusal if there are more parts than images
   */
  public Evaluation(
      RunFolder folder,
      Dataset whole,
      Shard shard,
      Vit model,
      Preprocessor preprocessor,
      SuitedPlan suited,
      Heatmaps heatmaps) {
    this(folder, whole, shard, model, preprocessor, suited, heatmaps, Optional.empty());
  }

  private Evaluation(
      RunFolder folder,
      Dataset whole,
      Shard shard,
      Vit model,
      Preprocessor preprocessor,
      SuitedPlan suited,
      Heatmaps heatmaps,
      Optional<StoppingRule> rule) {
    this.folder = folder;
    this.whole = whole;
    this.shard = shard;
    this.data = shard.part(whole);
    this.model = model;
    this.preprocessor = preprocessor;
    this.plan = suited.plan();
    this.leftOut = suited.leftOut();
    this.heatmaps = heatmaps;
    this.rule = rule;
  }

  /**
   * The same that ends once its methods are told apart. Its images come in an order drawn at
   * random, so that those which are done are a sample of all, and methods leave it one by one.
   *
   * @throws Refusal if this is a part, which cannot know what the others saw, or the plan has
   *     nothing to be told apart
   */
  public Evaluation until(StoppingRule stop) {
    if (shard.of() > 1) {
      throw Refusal.request(
          "--until settled needs all images: a part cannot know what the others saw. Leave --shard or --until out.");
    }
    Settlement.of(plan, stop);
    return new Evaluation(
        folder,
        whole.shuffled(plan.seed()),
        shard,
        model,
        preprocessor,
        new SuitedPlan(plan, leftOut),
        heatmaps,
        Optional.of(stop));
  }

  /**
   * Does what is still to be done.
   *
   * @param section the manifest's section as the command begins
   * @param progress called after each image
   * @return how far the evaluation came, earlier runs included
   * @throws vitexplain.base.Refusal if the folder holds another evaluation, or files that are not
   *     those that an evaluation wrote; then nothing is changed
   */
  public Counts run(Section section, Progress progress) {
    return run(section, progress, Optional.empty(), false);
  }

  /**
   * The same, images being evaluated elsewhere.
   *
   * @param others know the same data set, model and plan
   */
  public Counts run(Section section, Progress progress, Optional<Workers> others) {
    return run(section, progress, others, false);
  }

  /**
   * The same in place of an earlier evaluation, which is removed once an image of the new one could
   * be evaluated: until then everything may still turn out to be impossible.
   *
   * @throws vitexplain.base.Refusal if no image could; then the earlier evaluation is as it was
   */
  public Counts replace(Section section, Progress progress, Optional<Workers> others) {
    return run(section, progress, others, true);
  }

  private Counts run(
      Section section, Progress progress, Optional<Workers> others, boolean replace) {
    whole.requireDistinctStems();
    ImageStudy study = new ImageStudy(model, preprocessor, plan, checked()::contains);
    Course course = new Course(plan, rule, study);
    long start = System.nanoTime();
    int planned = data.images().size();
    Workers workers = others.orElse(units -> inThisProcess(units, course));
    Iterator<UnitResult> results = Collections.emptyIterator();
    List<UnitResult> ahead = List.of();
    if (replace) {
      progress.begin(planned, 0);
      results = workers.begin(keys(data.images()));
      ahead = upToTheFirstPossible(results, progress);
      RunPart.EVALUATION.discardFrom(folder);
    }
    Committed before = Committed.in(folder);
    Section begun = begin(section, before);
    try (SampleStore store = SampleStore.open(folder, data.images(), before)) {
      List<String> remaining = List.copyOf(store.remaining());
      if (!replace) {
        progress.begin(planned, planned - remaining.size());
        results = workers.begin(keys(remaining));
      }
      PictureChoice pictures = new PictureChoice(heatmaps, plan, folder);
      if (!before.images().isEmpty() && (rule.isPresent() || heatmaps == Heatmaps.REPORT)) {
        folder.samples().forEach(course.andThen(pictures));
      }
      course.replayed();
      if (!before.images().isEmpty() && !remaining.isEmpty() && !course.isOver()) {
        RunPart.REPORT.removeFrom(folder); // a page would tell of fewer images
      }
      pictures.replayed();
      for (UnitResult unit : ahead) {
        course.after(stored(unit, store, pictures, study).samples());
      }
      while (!course.isOver() && results.hasNext()) {
        UnitResult unit = results.next();
        course.after(stored(unit, store, pictures, study).samples());
        progress.step(course.remark(unit.name()));
      }
    }
    Counts counts = summarise(folder, new Summary(plan, rule), planned, progress);
    Dataset seen = data.first(counts.seen());
    Map<String, String> notes = new TreeMap<>(section.notes());
    course.ending(counts.seen(), planned).ifPresent(text -> notes.put(Section.SETTLED, text));
    if (shard.of() == 1) {
      notes.putAll(
          new AcrossImages(model, preprocessor, plan, study).write(folder, seen, progress));
    }
    Map<String, Double> measured = new TreeMap<>(study.measured());
    roundingError(seen, progress).ifPresent(error -> measured.putAll(error.measured()));
    measured.put("wall_seconds", (System.nanoTime() - start) / 1e9);
    Manifest.record(
        folder,
        COMMAND,
        begun.ended(now(), counts, measured, notes).withFiles(RunPart.EVALUATION.marks(folder)));
    return counts;
  }

  /**
   * On which images the methods' sanity is checked: evenly spaced ones; the first of a random
   * order, since a study that may end early need not come to the others.
   */
  private Set<String> checked() {
    int images = plan.sanity().images();
    return Set.copyOf((rule.isPresent() ? whole.first(images) : whole.subset(images)).images());
  }

  private List<UnitKey> keys(List<String> images) {
    Set<String> checked = checked();
    return images.stream().map(name -> new UnitKey(name, checked.contains(name))).toList();
  }

  private Iterator<UnitResult> inThisProcess(List<UnitKey> units, Course course) {
    return units.stream()
        .map(unit -> UnitOfWork.compute(unit.image(), data, course.next()))
        .iterator();
  }

  /** Keeps a result with its pictures; what of it is kept. */
  private UnitResult stored(
      UnitResult unit, SampleStore store, PictureChoice pictures, ImageStudy study) {
    study.passes().add(unit.passes());
    boolean drawn = pictures.takes(unit.name(), unit.samples()) && unit.isEvaluated();
    int channels = model.config().channels();
    UnitResult kept = drawn ? new Drawing(folder, data, preprocessor, channels).draw(unit) : unit;
    boolean first = unit.name().equals(whole.images().get(0));
    store.append(kept.image(), kept.rows().after(first ? leftOut : List.of()));
    pictures.removeDropped();
    return kept;
  }

  /** The first images, up to and with the first that can be evaluated. */
  private List<UnitResult> upToTheFirstPossible(Iterator<UnitResult> results, Progress progress) {
    List<UnitResult> ahead = new ArrayList<>();
    while (results.hasNext()) {
      UnitResult unit = results.next();
      ahead.add(unit);
      progress.step(unit.name());
      if (unit.isEvaluated()) {
        return ahead;
      }
    }
    throw Refusal.request(
        String.format(
            Locale.ROOT,
            "none of the %d images can be evaluated, so the evaluation in '%s' is kept as it is. The first one: %s",
            ahead.size(),
            folder.root(),
            ahead.get(0).reason().orElseThrow()));
  }

  /** Writes what is known before the first image, or refuses to go on with something else. */
  private Section begin(Section section, Committed before) {
    Manifest manifest = Manifest.of(folder);
    Optional<Section> earlier = manifest.section(COMMAND);
    if (earlier.isEmpty() && RunPart.EVALUATION.isIn(folder)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s' holds an evaluation, but %s has no entry for it, so it is unknown how it was made. Restore the manifest, or start again with --overwrite.",
              folder.root(),
              folder.manifest()));
    }
    manifest.requireSameConfig(COMMAND, section.config());
    before.requireBeginningOf(folder, data.images());
    requireSameInputs(before.images());
    Section begun = earlier.map(first -> first.resumedBy(section)).orElse(section);
    int planned = data.images().size();
    MethodRow.add(folder.table(MethodRow.SCHEMA), MethodRows.of(plan));
    Section planning =
        begun.reached(new Counts(planned, 0, 0, 0), RunPart.EVALUATION.sharedMarks(folder));
    Manifest.record(folder, COMMAND, planning);
    folder.table(MetricRow.SCHEMA).write(MetricRows.of(plan));
    return planning;
  }

  /** Numbers of other pixels or another mask under the same name are of another data set. */
  private void requireSameInputs(List<ImageRow> done) {
    List<String> differing = new ArrayList<>();
    for (ImageRow row : done) {
      if (!row.sha256().equals(data.sha256(row.image()))) {
        differing.add("image '" + row.image() + "'");
      }
      if (!row.maskSha256().equals(data.maskSha256(row.image()))) {
        differing.add("the mask of '" + row.image() + "'");
      }
    }
    if (!differing.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s' began with other data: %s%s changed since. Resume with the same files, or start again with --overwrite.",
              folder.root(),
              String.join(", ", differing.subList(0, Math.min(NAMED, differing.size()))),
              differing.size() > NAMED
                  ? String.format(Locale.ROOT, " and %d more", differing.size() - NAMED)
                  : ""));
    }
  }

  /**
   * What the manifest of an evaluated folder says.
   *
   * @throws Refusal if there is no evaluation in it
   */
  static Section requireIn(RunFolder folder) {
    return Manifest.of(folder)
        .section(COMMAND)
        .orElseThrow(
            () ->
                Refusal.request(
                    "'" + folder.root() + "' holds no evaluation with a manifest.json."));
  }

  /**
   * The samples of a folder's evaluation, of whole images alone if it was cut off.
   *
   * @param folder locked by the caller
   * @throws Refusal if there is no evaluation, its samples are not kept, or its files are not those
   *     that the run wrote
   */
  public static Samples requireWhole(RunFolder folder) {
    Section section = requireIn(folder);
    if (!folder.samples().exists()) {
      throw Refusal.request("'" + folder.root() + "' keeps no samples, only what is made of them.");
    }
    if (section.end().isEmpty() && !section.runs().isEmpty()) {
      SampleStore.settle(folder, Committed.in(folder));
    }
    folder.verify();
    return folder.samples();
  }

  /**
   * Summarises the images that are done of an evaluation that was cut off, so that it can be
   * reported; one that ended is left as it is. It can still be resumed.
   *
   * @param folder locked by the caller
   * @return how far it came; empty if the folder holds no evaluation, or one of a version without
   *     hashes
   * @throws Refusal if its files are not those that the run wrote
   */
  public static Optional<Counts> summarise(RunFolder folder, Progress progress) {
    Optional<Section> section = Manifest.of(folder).section(COMMAND);
    if (section.isEmpty() || section.get().runs().isEmpty()) {
      return Optional.empty();
    }
    Section begun = section.get();
    if (!begun.end().isEmpty()) {
      return Optional.of(begun.counts());
    }
    SampleStore.settle(folder, Committed.in(folder));
    Summary summary = new Summary(StudyPlan.of(begun.config()), StoppingRule.of(begun.config()));
    Counts counts = summarise(folder, summary, begun.counts().planned(), progress);
    Manifest.record(folder, COMMAND, begun.reached(counts, RunPart.EVALUATION.marks(folder)));
    return Optional.of(counts);
  }

  /**
   * Measured on images of the run, as it goes on to say how far its numbers can be trusted. A part
   * has too few of them; it is measured once the merged evaluation is resumed.
   */
  private Optional<Bfloat16Error> roundingError(Dataset seen, Progress progress) {
    if (model.logitsDtype() == model.dtype() || shard.of() > 1) {
      return Optional.empty();
    }
    Set<String> failed =
        folder.table(FailureRow.SCHEMA).readIfPresent().stream()
            .map(FailureRow::image)
            .collect(Collectors.toSet());
    List<String> names =
        seen.subset(RoundingError.IMAGES).images().stream()
            .filter(name -> !failed.contains(name))
            .toList();
    return new RoundingError(model, preprocessor, plan)
        .measure(data, names, progress.next("bfloat16 against float32", names.size()));
  }

  private static Counts summarise(
      RunFolder folder, Summary summary, int planned, Progress progress) {
    DegenerateTally degenerate = new DegenerateTally();
    summary.write(folder, progress, degenerate);
    return counts(folder, planned, degenerate);
  }

  /**
   * How far a folder's evaluation came.
   *
   * @param degenerate that has seen its samples
   */
  static Counts counts(RunFolder folder, int planned, DegenerateTally degenerate) {
    int done = folder.table(ImageRow.SCHEMA).read().size();
    int failed =
        (int)
            folder.table(FailureRow.SCHEMA).readIfPresent().stream()
                .filter(FailureRow::isOfAnImage)
                .map(FailureRow::image)
                .distinct()
                .count();
    return new Counts(planned, done - failed, failed, degenerate.count());
  }

  /** Those of an evaluation's masks that have one value everywhere; none if it scored no map. */
  public static UniformMasks uniformMasks(RunFolder folder) {
    Map<String, Double> shares = new LinkedHashMap<>();
    Table<ConfusionRow> table = folder.table(ConfusionRow.SCHEMA);
    if (table.exists()) {
      table.forEach(
          row -> {
            if (row.method().equals(MaskScores.ALL_FOREGROUND)) {
              double foreground = row.tp() + row.fn();
              shares.put(row.image(), foreground / (foreground + row.fp() + row.tn()));
            }
          });
    }
    return UniformMasks.of(shares);
  }

  /** This moment, to the second, as the manifest writes it. */
  public static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
