package vitexplain.run.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.csv.CSVRecord;
import vitexplain.base.Refusal;

/** One record of a CSV file by column name. What cannot be read names file, line and column. */
public final class Fields {

  /** Between the elements of a list. */
  public static final String SEPARATOR = " ";

  private final Path file;
  private final long line;
  private final CSVRecord record;

  Fields(Path file, long line, CSVRecord record) {
    this.file = file;
    this.line = line;
    this.record = record;
  }

  /** The text as it stands, perhaps empty, as it is of a column that an older file lacks. */
  public String text(String column) {
    return record.isSet(column) ? record.get(column) : "";
  }

  /** A double; an empty field is NaN. */
  public double number(String column) {
    return text(column).isEmpty()
        ? Double.NaN
        : parsed(column, "a number or nothing", Double::parseDouble);
  }

  /** A list of texts without spaces; one empty text if the field is empty. */
  public List<String> texts(String column) {
    return List.of(text(column).split(SEPARATOR, -1));
  }

  /** A list of doubles, an empty one being NaN; one NaN if the field is empty. */
  public List<Double> numbers(String column) {
    return parsed(
        column,
        "numbers or nothing, separated by spaces",
        text ->
            texts(column).stream()
                .map(each -> each.isEmpty() ? Double.NaN : Double.parseDouble(each))
                .toList());
  }

  /**
   * Something made of several fields.
   *
   * @throws Refusal in the place of an {@link IllegalArgumentException}, with file and line
   */
  public <T> T made(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw Refusal.request(
          String.format(Locale.ROOT, "%s, line %d: %s.", file, line, e.getMessage()), e);
    }
  }

  /** A whole number that fits an int. */
  public int count(String column) {
    return parsed(column, "a whole number", Integer::parseInt);
  }

  /** Likewise; an empty field is none. */
  public OptionalInt optionalCount(String column) {
    return text(column).isEmpty() ? OptionalInt.empty() : OptionalInt.of(count(column));
  }

  /** A whole number that fits a long. */
  public long whole(String column) {
    return parsed(column, "a whole number", Long::parseLong);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String column) {
    return parsed(column, "true or false", Fields::strictBoolean);
  }

  private static boolean strictBoolean(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return text.equals("true");
  }

  private <T> T parsed(String column, String expected, Function<String, T> parser) {
    try {
      return parser.apply(text(column));
    } catch (IllegalArgumentException e) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s, line %d, column '%s': found '%s', expected %s.",
              file,
              line,
              column,
              text(column),
              expected),
          e);
    }
  }
}
