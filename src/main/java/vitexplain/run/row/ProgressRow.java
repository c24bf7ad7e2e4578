package vitexplain.run.row;

import java.util.ArrayList;
import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.GrowthMark;
import vitexplain.run.table.Schema;

/**
 * The commit mark of one image: what the append-only files were once all its rows were on disk. A
 * line of {@code progress.csv}.
 *
 * @param image the image's name
 * @param files marks in the order of {@link #GROWING}
 */
public record ProgressRow(String image, List<GrowthMark> files) {

  /** The append-only files, in the order in which an image's rows are appended to them. */
  public static final List<Schema<?>> GROWING =
      List.of(CurveRow.SCHEMA, ConfusionRow.SCHEMA, FailureRow.SCHEMA, ImageRow.SCHEMA);

  public static final Schema<ProgressRow> SCHEMA =
      new Schema<>("progress.csv", header(), ProgressRow::values, ProgressRow::of);

  /** The header that versions without hashes wrote. */
  public static final String UNHASHED = "image,samples,confusion,failures";

  public ProgressRow {
    files = List.copyOf(files);
  }

  private static List<String> header() {
    List<String> columns = new ArrayList<>(List.of("image"));
    for (Schema<?> schema : GROWING) {
      columns.addAll(List.of(column(schema), column(schema) + "_sha256"));
    }
    return columns;
  }

  /** A file's name without its endings. */
  private static String column(Schema<?> schema) {
    return schema.fileName().replaceFirst("\\..*", "");
  }

  private List<Object> values() {
    List<Object> values = new ArrayList<>(List.of(image));
    files.forEach(mark -> values.addAll(List.of(mark.length(), mark.sha256())));
    return values;
  }

  private static ProgressRow of(Fields f) {
    List<GrowthMark> files = new ArrayList<>();
    for (Schema<?> schema : GROWING) {
      files.add(new GrowthMark(f.whole(column(schema)), f.text(column(schema) + "_sha256")));
    }
    return new ProgressRow(f.text("image"), files);
  }
}
