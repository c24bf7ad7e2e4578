package vitexplain.study.unit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import vitexplain.explain.map.Heatmap;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.ImageRows;
import vitexplain.run.row.SampleRow;
import vitexplain.study.occlusion.PassCounts;

/**
 * What a unit of work gave: plain data, wherever it was computed.
 *
 * @param image what is known of the image, with the model's answer if it was evaluated
 * @param rows what was measured; of an image that could not be evaluated, why
 * @param maps of the predicted class by method id, in the plan's order; none if it could not be
 *     evaluated
 * @param passes what it took
 */
public record UnitResult(
    ImageRow image, ImageRows rows, Map<String, Heatmap> maps, PassCounts passes) {

  public UnitResult {
    maps = Collections.unmodifiableMap(new LinkedHashMap<>(maps));
  }

  /** The image's name. */
  public String name() {
    return rows.image();
  }

  /** What was measured; none if it could not be evaluated. */
  public List<SampleRow> samples() {
    return rows.samples();
  }

  /** Whether the image could be evaluated. */
  public boolean isEvaluated() {
    return image.predicted().isPresent();
  }

  /** Why something of it could not be done; empty if all could. */
  public Optional<String> reason() {
    return rows.failures().stream().findFirst().map(FailureRow::reason);
  }

  /** The same of an image that turned out to be impossible later on: nothing of it is kept. */
  UnitResult failed(String stage, String reason) {
    OptionalInt label = image.label();
    return new UnitResult(
        ImageRow.of(
            name(), image.sha256(), image.maskSha256(), image.width(), image.height(), label),
        failure(name(), stage, reason),
        Map.of(),
        passes);
  }

  static ImageRows failure(String name, String stage, String reason) {
    return new ImageRows(name, List.of(), List.of(), List.of(new FailureRow(name, stage, reason)));
  }
}
