package vitexplain.study.unit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import vitexplain.base.Memory;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.ImageRows;
import vitexplain.study.occlusion.PassCounts;
import vitexplain.vit.model.VitConfig;

/**
 * One image of an evaluation, from its file to plain data. What cannot be done, for want of memory
 * too, becomes its failure, so that the rest goes on and a resumed run does not meet it again.
 */
public final class UnitOfWork {
  private final String name;
  private final Dataset data;
  private final ImageStudy study;
  private final VitConfig model;
  private String stage = "decode";
  private ImageRow facts;

  private UnitOfWork(String name, Dataset data, ImageStudy study) {
    this.name = name;
    this.data = data;
    this.study = study.countedApart();
    this.model = study.config();
    // Before it is decoded: what the numbers come from is known also where they cannot be had.
    this.facts =
        ImageRow.of(name, data.sha256(name), data.maskSha256(name), 0, 0, OptionalInt.empty());
  }

  /**
   * Evaluates an image.
   *
   * @param data where its files lie; nothing of other images is read
   * @throws Refusal if it is not the image that is at fault
   */
  public static UnitResult compute(String name, Dataset data, ImageStudy study) {
    return new UnitOfWork(name, data, study).result();
  }

  private UnitResult result() {
    try {
      return Memory.bounded("image '" + name + "'", this::evaluate);
    } catch (Refusal failure) {
      failure.unlessInput();
      ImageRows rows = UnitResult.failure(name, stage, String.valueOf(failure.getMessage()));
      return new UnitResult(facts, rows, Map.of(), passes());
    }
  }

  private UnitResult evaluate() {
    Pixels image = data.image(name, model.channels());
    stage = "label";
    List<Integer> right = data.classes(name, model.labels());
    OptionalInt label = right.stream().mapToInt(k -> k).findFirst();
    Optional<Mask> mask = Optional.empty();
    List<FailureRow> maskFailures = List.of();
    try {
      mask = data.mask(name, image, label);
    } catch (Refusal failure) {
      // It costs the scores against it, and nothing else of its image.
      failure.unlessInput();
      maskFailures = List.of(new FailureRow(name, "mask", failure.getMessage()));
    }
    facts =
        ImageRow.of(name, facts.sha256(), facts.maskSha256(), image.width(), image.height(), label);
    stage = "explain";
    ImageStudy.Outcome outcome = study.run(name, image, mask, right);
    ImageRows measured = outcome.rows().rows();
    return new UnitResult(
        facts
            .labelled(outcome.label())
            .answered(
                outcome.target(),
                model.labels().get(outcome.target()),
                outcome.probability(),
                DegenerateCauses.of(outcome.maps())),
        new ImageRows(name, measured.samples(), measured.confusion(), maskFailures),
        outcome.maps(),
        passes());
  }

  private PassCounts passes() {
    return study.passes().counts();
  }
}
