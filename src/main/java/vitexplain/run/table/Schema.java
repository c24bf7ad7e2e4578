package vitexplain.run.table;

import java.util.List;
import java.util.function.Function;

/**
 * The columns of one CSV file and how a row becomes values and back.
 *
 * @param fileName the name the file has in a run folder, as {@code samples.csv}
 * @param header column names, in order
 * @param values a row's values in the order of the header: String, Integer, Long, Double or Boolean
 * @param row a row from a record's fields
 */
public record Schema<R>(
    String fileName,
    List<String> header,
    Function<R, List<Object>> values,
    Function<Fields, R> row) {

  public Schema {
    header = List.copyOf(header);
  }

  /** The columns from one comma-separated line. */
  public static List<String> columns(String line) {
    return List.of(line.split(","));
  }
}
