package vitexplain.study;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;
import vitexplain.explain.Heatmap;
import vitexplain.explain.Methods;
import vitexplain.image.ImageFiles;
import vitexplain.image.Mask;
import vitexplain.image.Pixels;
import vitexplain.image.Preprocessor;
import vitexplain.run.Bfloat16Error;
import vitexplain.run.Counts;
import vitexplain.run.FailureRow;
import vitexplain.run.ImageRows;
import vitexplain.run.Manifest;
import vitexplain.run.MetricRow;
import vitexplain.run.RunFolder;
import vitexplain.run.SampleRow;
import vitexplain.run.SampleStore;
import vitexplain.run.Section;
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

  private final RunFolder folder;
  private final Dataset data;
  private final Vit model;
  private final Preprocessor preprocessor;
  private final StudyPlan plan;

  /**
   * @param folder locked by the caller
   */
  public Evaluation(
      RunFolder folder, Dataset data, Vit model, Preprocessor preprocessor, StudyPlan plan) {
    this.folder = folder;
    this.data = data;
    this.model = model;
    this.preprocessor = preprocessor;
    this.plan = plan;
  }

  /**
   * Does what is still to be done.
   *
   * @param section the manifest's section as the command begins
   * @param progress told after each image
   * @return how far the evaluation came, earlier runs included
   * @throws vitexplain.base.Refusal if the folder holds another evaluation
   */
  public Counts run(Section section, Progress progress) {
    Set<String> checked = Set.copyOf(data.subset(plan.sanity().images()).images());
    ImageStudy study = new ImageStudy(model, preprocessor, plan, checked::contains);
    Manifest.of(folder).requireSameConfig(COMMAND, section.config());
    Manifest.record(folder, COMMAND, section);
    folder.table(MetricRow.SCHEMA).write(MetricRows.of(plan.metrics()));
    long start = System.nanoTime();
    try (SampleStore store = SampleStore.open(folder, data.images())) {
      List<String> remaining = List.copyOf(store.remaining());
      progress.begin(data.images().size(), data.images().size() - remaining.size());
      for (String name : remaining) {
        store.append(one(study, name));
        progress.step(name);
      }
    }
    new Summary(plan).write(folder, progress);
    Counts counts = counts();
    Map<String, Double> measured = new TreeMap<>(study.measured());
    roundingError(progress).ifPresent(error -> measured.putAll(error.measured()));
    measured.put("wall_seconds", (System.nanoTime() - start) / 1e9);
    Manifest.record(folder, COMMAND, section.ended(now(), counts, measured, Map.of()));
    return counts;
  }

  /** Measured on images of the run, as it goes on to say how far its numbers can be trusted. */
  private Optional<Bfloat16Error> roundingError(Progress progress) {
    if (model.logitsDtype() == model.dtype()) {
      return Optional.empty();
    }
    Set<String> failed =
        folder.table(FailureRow.SCHEMA).readIfPresent().stream()
            .map(FailureRow::image)
            .collect(Collectors.toSet());
    List<String> names =
        data.subset(RoundingError.IMAGES).images().stream()
            .filter(name -> !failed.contains(name))
            .toList();
    return new RoundingError(model, preprocessor, plan)
        .measure(data, names, progress.next("bfloat16 against float32", names.size()));
  }

  private ImageRows one(ImageStudy study, String name) {
    String stage = "decode";
    try {
      Pixels image = data.image(name, model.config().channels());
      stage = "label";
      OptionalInt label = data.label(name, model.config().labels());
      MaskOrFailure mask = MaskOrFailure.read(data, name, image, label);
      stage = "explain";
      ImageStudy.Outcome outcome = study.run(name, image, mask.mask(), label);
      stage = "heatmap";
      writePictures(name, image, mask.mask(), outcome.maps());
      ImageRows rows = outcome.rows().rows();
      return new ImageRows(name, rows.samples(), rows.confusion(), mask.failures());
    } catch (Refusal failure) {
      failure.unlessInput();
      String reason = String.valueOf(failure.getMessage());
      return new ImageRows(
          name, List.of(), List.of(), List.of(new FailureRow(name, stage, reason)));
    }
  }

  /** A mask that cannot be used costs the scores against it, and nothing else of its image. */
  private record MaskOrFailure(Optional<Mask> mask, List<FailureRow> failures) {
    static MaskOrFailure read(Dataset data, String name, Pixels image, OptionalInt label) {
      try {
        return new MaskOrFailure(data.mask(name, image, label), List.of());
      } catch (Refusal failure) {
        failure.unlessInput();
        FailureRow row = new FailureRow(name, "mask", failure.getMessage());
        return new MaskOrFailure(Optional.empty(), List.of(row));
      }
    }
  }

  private void writePictures(
      String name, Pixels image, Optional<Mask> mask, Map<String, Heatmap> maps) {
    Overlays overlays = Overlays.of(image, preprocessor);
    write(RunFolder.IMAGES, name, overlays.picture());
    mask.ifPresent(m -> write(RunFolder.MASKS, name, Overlays.picture(m)));
    maps.forEach((method, map) -> write(method, name, overlays.over(map)));
  }

  /** A disk that is full is no fault of the image: the run ends instead of listing it. */
  private void write(String method, String name, Pixels picture) {
    AtomicFile.write(folder.heatmap(method, name), ImageFiles.png(picture));
  }

  private Counts counts() {
    int failed =
        (int)
            folder.table(FailureRow.SCHEMA).readIfPresent().stream()
                .map(FailureRow::image)
                .distinct()
                .count();
    Set<List<String>> degenerate = new HashSet<>();
    folder
        .table(SampleRow.SCHEMA)
        .forEach(
            row -> {
              if (row.degenerate() && !isControl(row.method())) {
                degenerate.add(List.of(row.image(), row.method()));
              }
            });
    int planned = data.images().size();
    return new Counts(planned, planned - failed, failed, degenerate.size());
  }

  /** A control says nothing about every image alike: that is its purpose and no finding. */
  private static boolean isControl(String method) {
    return Methods.entry(method).kind() == Methods.Kind.CONTROL;
  }

  /** This moment, to the second, as the manifest writes it. */
  public static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
