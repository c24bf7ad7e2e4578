package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.GrowthMark;
import vitexplain.run.table.Schema;

/**
 * The commit mark of one image's predictions: a line of {@code progress.csv} beside them.
 *
 * @param image the image's name
 * @param mark what the file of predictions was once its rows were on disk
 */
public record PredictionMark(String image, GrowthMark mark) {
  public static final Schema<PredictionMark> SCHEMA =
      new Schema<>(
          "progress.csv",
          Schema.columns("image,length,sha256"),
          row -> List.of(row.image(), row.mark().length(), row.mark().sha256()),
          f ->
              new PredictionMark(
                  f.text("image"), new GrowthMark(f.whole("length"), f.text("sha256"))));
}
