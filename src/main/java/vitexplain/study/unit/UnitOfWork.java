package vitexplain.study.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import vitexplain.base.Memory;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.heatmaps.Overlays;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.run.RunFolder;
import vitexplain.run.SampleStore;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.ImageRows;
import vitexplain.run.row.SampleRow;
import vitexplain.vit.model.VitConfig;

/**
 * One image of an evaluation, from its file to its rows and pictures. What cannot be done, for want
 * of memory too, becomes its failure, so that the rest goes on and a resumed run does not meet it
 * again.
 */
public final class UnitOfWork {
  private final String name;
  private final Dataset data;
  private final ImageStudy study;
  private final VitConfig model;
  private final List<FailureRow> leftOut;
  private String stage = "decode";
  private ImageRow facts;
  private ImageRows rows;
  private Pixels image;
  private Optional<Mask> mask = Optional.empty();
  private ImageStudy.Outcome outcome;

  /**
   * @param leftOut rows of no image that are stored with this one
   */
  public UnitOfWork(
      String name, Dataset data, ImageStudy study, VitConfig model, List<FailureRow> leftOut) {
    this.leftOut = List.copyOf(leftOut);
    this.name = name;
    this.data = data;
    this.study = study;
    this.model = model;
  }

  /** Evaluates the image; whether it could be. */
  public boolean compute() {
    // Before it is decoded: what the numbers come from is known also where they cannot be had.
    facts = ImageRow.of(name, data.sha256(name), data.maskSha256(name), 0, 0, OptionalInt.empty());
    return attempted(this::evaluate);
  }

  private boolean evaluate() {
    image = data.image(name, model.channels());
    stage = "label";
    OptionalInt label = data.label(name, model.labels());
    List<FailureRow> maskFailures = readMask(label);
    facts =
        ImageRow.of(name, facts.sha256(), facts.maskSha256(), image.width(), image.height(), label);
    stage = "explain";
    outcome = study.run(name, image, mask, label);
    ImageRows measured = outcome.rows().rows();
    rows = new ImageRows(name, measured.samples(), measured.confusion(), maskFailures);
    return true;
  }

  /** A mask that cannot be used costs the scores against it, and nothing else of its image. */
  private List<FailureRow> readMask(OptionalInt label) {
    try {
      mask = data.mask(name, image, label);
      return List.of();
    } catch (Refusal failure) {
      failure.unlessInput();
      return List.of(new FailureRow(name, "mask", failure.getMessage()));
    }
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What was measured of it; none if it could not be evaluated. */
  public List<SampleRow> samples() {
    return rows.samples();
  }

  /**
   * Draws its heatmaps, which may fail too, and stores everything.
   *
   * @param drawn whether it is drawn at all
   */
  public void store(SampleStore store, RunFolder folder, Preprocessor preprocessor, boolean drawn) {
    if (outcome != null && (!drawn || attempted(() -> draw(folder, preprocessor)))) {
      facts =
          facts.answered(
              outcome.target(),
              model.labels().get(outcome.target()),
              outcome.probability(),
              DegenerateCauses.of(outcome.maps()));
    }
    List<FailureRow> failures = new ArrayList<>(leftOut);
    failures.addAll(rows.failures());
    store.append(facts, new ImageRows(name, rows.samples(), rows.confusion(), failures));
  }

  private boolean draw(RunFolder folder, Preprocessor preprocessor) {
    stage = "heatmap";
    Overlays overlays = Overlays.of(image, preprocessor);
    write(folder, RunFolder.IMAGES, overlays.picture());
    mask.ifPresent(m -> write(folder, RunFolder.MASKS, Overlays.picture(m)));
    outcome.maps().forEach((method, map) -> write(folder, method, overlays.over(map)));
    return true;
  }

  /** A disk that is full is no fault of the image: the run ends instead of listing it. */
  private void write(RunFolder folder, String method, Pixels picture) {
    ImageFiles.writePng(folder.heatmap(method, name), picture);
  }

  private boolean attempted(Supplier<Boolean> part) {
    try {
      return Memory.bounded("image '" + name + "'", part);
    } catch (Refusal failure) {
      failure.unlessInput();
      String reason = String.valueOf(failure.getMessage());
      rows =
          new ImageRows(name, List.of(), List.of(), List.of(new FailureRow(name, stage, reason)));
      return false;
    }
  }

  /** Why it could not be done; empty if it could. */
  public Optional<String> reason() {
    return rows.failures().stream().findFirst().map(FailureRow::reason);
  }
}
