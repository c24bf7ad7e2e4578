package vitexplain.dataset.layout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import vitexplain.base.Refusal;

/**
 * Two named columns of a CSV file that a person or a program wrote. Other columns are left alone,
 * so the index column that pandas writes does no harm.
 *
 * @param role what the file is to the reader
 * @param option that names it
 * @param file the file
 * @param first the first column
 * @param second the second column
 */
public record TwoColumns(String role, String option, Path file, String first, String second) {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** pandas writes its index under an empty name. */
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .setIgnoreEmptyLines(true)
          .setIgnoreSurroundingSpaces(true)
          .get();

  /**
   * One row: where it stands, and what it says.
   *
   * @param line 1-based
   */
  public record Row(long line, String first, String second) {}

  /**
   * Every row below the header.
   *
   * @throws Refusal of the kind REQUEST naming the file, and the line where there is one, if it
   *     cannot be read or has no rows
   */
  public List<Row> rows() {
    List<Row> rows = read();
    if (rows.isEmpty()) {
      throw refused("there is no row below its header. Add a row for each " + first);
    }
    return rows;
  }

  private List<Row> read() {
    List<Row> rows = new ArrayList<>();
    long line = 1;
    try (Reader text = withoutMark(file);
        CSVParser parser = FORMAT.parse(text)) {
      List<String> header = parser.getHeaderNames();
      if (Collections.frequency(header, first) != 1 || Collections.frequency(header, second) != 1) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "%s '%s' cannot be read: the first line names the columns %s; expected a CSV file with the columns %s and %s, separated by commas",
                role,
                file,
                header,
                first,
                second));
      }
      line = parser.getCurrentLineNumber() + 1;
      for (CSVRecord record : parser) {
        rows.add(row(line, record, header.size()));
        line = parser.getCurrentLineNumber() + 1;
      }
      return rows;
    } catch (NoSuchFileException missing) {
      throw Refusal.request(
          String.format(
              Locale.ROOT, "%s '%s': there is no such file. Check %s", role, file, option),
          missing);
    } catch (CharacterCodingException bytes) {
      throw refused("it is not in UTF-8. Save it as CSV in UTF-8", bytes);
    } catch (UncheckedIOException | IOException | IllegalArgumentException unreadable) {
      throw unreadable.getCause() instanceof CharacterCodingException
          ? refused("it is not in UTF-8. Save it as CSV in UTF-8", unreadable)
          : refused(problem(unreadable, line), unreadable);
    }
  }

  private Row row(long line, CSVRecord record, int columns) {
    if (!record.isSet(first) || !record.isSet(second)) {
      throw refused(
          String.format(
              Locale.ROOT,
              "line %d has %d of the %d values that the first line names. Complete it",
              line,
              record.size(),
              columns));
    }
    Row row = new Row(line, record.get(first).strip(), record.get(second).strip());
    if (row.first().isEmpty() || row.second().isEmpty()) {
      throw refused(
          String.format(
              Locale.ROOT,
              "line %d has no %s. Add it, or leave the line out",
              line,
              row.first().isEmpty() ? first : second));
    }
    if ((row.first() + row.second()).lines().count() > 1) {
      throw refused(openQuote(line));
    }
    return row;
  }

  /** Spreadsheets put a byte order mark before the first column's name. */
  private static Reader withoutMark(Path file) throws IOException {
    BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }

  private static String problem(Exception unreadable, long line) {
    Throwable cause = unreadable.getCause() instanceof CSVException csv ? csv : unreadable;
    String message = String.valueOf(cause.getMessage());
    if (message.contains("encapsulated token")) {
      return openQuote(line);
    }
    return message;
  }

  private static String openQuote(long line) {
    return String.format(
        Locale.ROOT,
        "line %d opens a quote (\") that is not closed where its value ends. Close it, or write a quote within a value twice",
        line);
  }

  /** Of this file. */
  public Refusal refused(String problem) {
    return refused(problem, null);
  }

  private Refusal refused(String problem, Exception cause) {
    return Refusal.request(String.format(Locale.ROOT, "%s '%s': %s", role, file, problem), cause);
  }
}
