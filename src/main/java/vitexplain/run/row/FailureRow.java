package vitexplain.run.row;

import java.io.Serializable;
import java.util.List;
import vitexplain.run.table.Schema;

/**
 * Something that could not be done: a line of {@code failures.csv}.
 *
 * @param image the image's name; empty where something is left out of all of them
 * @param stage what was being done, as {@code decode}, or what is left out
 * @param reason what went wrong, in words
 */
public record FailureRow(String image, String stage, String reason) implements Serializable {

  /** Something that has no meaning for the model, or that some of the metrics leave out. */
  public static FailureRow leftOut(String what, String reason) {
    return new FailureRow("", what, reason);
  }

  /** Whether it is of one image. */
  public boolean isOfAnImage() {
    return !image.isEmpty();
  }

  public static final Schema<FailureRow> SCHEMA =
      new Schema<>(
          "failures.csv",
          Schema.columns("image,stage,reason"),
          row -> List.of(row.image(), row.stage(), row.reason()),
          f -> new FailureRow(f.text("image"), f.text("stage"), f.text("reason")));
}
