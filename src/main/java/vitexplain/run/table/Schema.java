package vitexplain.run.table;

import java.util.List;
import java.util.function.Function;

/**
 * The columns of one CSV file and how a row becomes values and back.
 *
 * @param fileName the name the file has in a run folder, as {@code confusion.csv}; one that ends
 *     with {@code .gz} is compressed
 * @param header column names, in order
 * @param values a row's values in the order of the header: String, Integer, Long, Double or Boolean
 * @param row a row from a record's fields
 * @param later how many columns, from the last, older files may lack; they read as empty text
 */
public record Schema<R>(
    String fileName,
    List<String> header,
    Function<R, List<Object>> values,
    Function<Fields, R> row,
    int later) {

  public Schema {
    header = List.copyOf(header);
  }

  /** All columns must be there. */
  public Schema(
      String fileName,
      List<String> header,
      Function<R, List<Object>> values,
      Function<Fields, R> row) {
    this(fileName, header, values, row, 0);
  }

  /** Whether the file is one of gzip members: the header, then each group of rows. */
  boolean isCompressed() {
    return fileName.endsWith(".gz");
  }

  /** Whether a file begins with the columns, or with those of an older version. */
  boolean isHeader(List<String> found) {
    return found.size() >= header.size() - later
        && found.size() <= header.size()
        && found.equals(header.subList(0, found.size()));
  }

  /** The columns from one comma-separated line. */
  public static List<String> columns(String line) {
    return List.of(line.split(","));
  }
}
