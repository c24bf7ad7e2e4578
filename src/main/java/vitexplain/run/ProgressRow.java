package vitexplain.run;

import java.util.List;

/**
 * The commit mark of one image: how long the append-only files were, in bytes, once all its rows
 * were on disk. A line of {@code progress.csv}.
 *
 * @param image the image's name
 * @param samples length of {@code samples.csv}
 * @param confusion length of {@code confusion.csv}
 * @param failures length of {@code failures.csv}
 */
record ProgressRow(String image, long samples, long confusion, long failures) {

  static final Schema<ProgressRow> SCHEMA =
      new Schema<>(
          "progress.csv",
          Schema.columns("image,samples,confusion,failures"),
          row -> List.of(row.image(), row.samples(), row.confusion(), row.failures()),
          f ->
              new ProgressRow(
                  f.text("image"), f.whole("samples"), f.whole("confusion"), f.whole("failures")));
}
