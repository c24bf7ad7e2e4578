package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Schema;

/**
 * Something that could not be done: a line of {@code failures.csv}.
 *
 * @param image the image's name
 * @param stage what was being done, as {@code decode} or a method's id
 * @param reason what went wrong, in words
 */
public record FailureRow(String image, String stage, String reason) {

  public static final Schema<FailureRow> SCHEMA =
      new Schema<>(
          "failures.csv",
          Schema.columns("image,stage,reason"),
          row -> List.of(row.image(), row.stage(), row.reason()),
          f -> new FailureRow(f.text("image"), f.text("stage"), f.text("reason")));
}
