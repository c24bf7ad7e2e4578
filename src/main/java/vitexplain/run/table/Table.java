package vitexplain.run.table;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;

/**
 * A CSV file of rows of one schema: UTF-8, lines end with {@code \n}, doubles that read back
 * exactly, NaN as an empty field.
 *
 * @param file where it lies
 * @param schema its columns
 */
public record Table<R>(Path file, Schema<R> schema) {

  static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  /** Replaces the file by these rows, in one move. */
  public void write(List<R> rows) {
    AtomicFile.write(file, headerLine() + lines(rows));
  }

  /** Whether the file exists. */
  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * Every row, in the file's order.
   *
   * @throws Refusal if the file is missing, has another header or a field that cannot be read
   */
  public List<R> read() {
    List<R> rows = new ArrayList<>();
    forEach(rows::add);
    return rows;
  }

  /** Every row, or none if there is no file. Throws as {@link #read}. */
  public List<R> readIfPresent() {
    return exists() ? read() : List.of();
  }

  /** Hands on row after row without holding them all. Throws as {@link #read}. */
  public void forEach(Consumer<R> action) {
    forEach(Long.MAX_VALUE, action);
  }

  /** The first rows, fewer if there are no more. Throws as {@link #read}. */
  public List<R> first(long count) {
    List<R> rows = new ArrayList<>();
    forEach(count, rows::add);
    return rows;
  }

  private void forEach(long most, Consumer<R> action) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      parse(reader, most, action);
    } catch (NoSuchFileException e) {
      throw Refusal.request(file + " does not exist.", e);
    } catch (IOException | UncheckedIOException e) {
      throw Refusal.request(file + " cannot be read as CSV: " + e.getMessage(), e);
    }
  }

  /** Rows of a text that begins as this file does. Throws as {@link #read}. */
  public List<R> parse(String text) {
    List<R> rows = new ArrayList<>();
    try {
      parse(new StringReader(text), Long.MAX_VALUE, rows::add);
    } catch (IOException | UncheckedIOException e) {
      throw Refusal.request(file + " cannot be read as CSV: " + e.getMessage(), e);
    }
    return rows;
  }

  private void parse(Reader reader, long most, Consumer<R> action) throws IOException {
    CSVFormat format = FORMAT.builder().setHeader(schema.header().toArray(String[]::new)).get();
    try (CSVParser parser = CSVParser.parse(reader, format)) {
      Iterator<CSVRecord> records = parser.iterator();
      List<String> header = records.hasNext() ? records.next().toList() : List.of();
      if (!schema.isHeader(header)) {
        throw wrongHeader(String.join(",", header));
      }
      for (long row = 0; row < most && records.hasNext(); row++) {
        CSVRecord record = records.next();
        long line = parser.getCurrentLineNumber();
        requireWidth(header, record, line);
        action.accept(schema.row().apply(new Fields(file, line, record)));
      }
    }
  }

  public String headerLine() {
    return FORMAT.format(schema.header().toArray()) + "\n";
  }

  /** The rows as CSV lines, without the header. */
  public String lines(List<R> rows) {
    StringBuilder out = new StringBuilder();
    try {
      for (R row : rows) {
        FORMAT.printRecord(out, schema.values().apply(row).stream().map(Table::field).toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static Object field(Object value) {
    return value instanceof Double number && number.isNaN() ? "" : value.toString();
  }

  private void requireWidth(List<String> header, CSVRecord record, long line) {
    if (record.size() != header.size()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s, line %d: found %d fields, expected the %d of '%s'.",
              file,
              line,
              record.size(),
              header.size(),
              String.join(",", header)));
    }
  }

  /** The refusal of a file that begins with another line. */
  Refusal wrongHeader(String found) {
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "%s, line 1: found the header '%s', expected '%s'. Was it written by another version?",
            file,
            found,
            String.join(",", schema.header())));
  }
}
