package vitexplain.run.table;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
 * exactly, NaN as an empty field. Compressed if its schema says so.
 *
 * @param file where it lies
 * @param schema its columns
 */
public record Table<R>(Path file, Schema<R> schema) {

  private static final int BUFFER = 1 << 16;

  static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  /** Replaces the file by these rows, in one move. */
  public void write(List<R> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header());
    bytes.writeBytes(bytes(rows));
    AtomicFile.write(file, bytes.toByteArray());
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
    try (Reader reader = open()) {
      parse(reader, most, action);
    } catch (NoSuchFileException e) {
      throw Refusal.request(file + " does not exist.", e);
    } catch (IOException | UncheckedIOException e) {
      throw Refusal.request(file + " cannot be read as CSV: " + e.getMessage(), e);
    }
  }

  private Reader open() throws IOException {
    if (!schema.isCompressed()) {
      return Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }
    InputStream members = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      return new BufferedReader(
          new InputStreamReader(Gzip.content(members), StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException e) {
      members.close();
      throw e;
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

  /** What the file begins with, byte for byte: the same on every machine. */
  public byte[] header() {
    byte[] line = headerLine().getBytes(StandardCharsets.UTF_8);
    return schema.isCompressed() ? Gzip.stored(line) : line;
  }

  /** What the file holds of these rows, byte for byte. Nothing of none. */
  public byte[] bytes(List<R> rows) {
    byte[] lines = lines(rows).getBytes(StandardCharsets.UTF_8);
    return schema.isCompressed() && lines.length > 0 ? Gzip.member(lines) : lines;
  }

  /** The names of the columns as a CSV line. */
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

  /** The refusal of a file that begins with other bytes than {@link #header}. */
  Refusal wrongHeader(byte[] found) {
    return wrongHeader(
        schema.isCompressed()
            ? found.length + " bytes that are not it"
            : new String(found, StandardCharsets.UTF_8).strip());
  }

  /** The refusal of a file that begins with another line. */
  private Refusal wrongHeader(String found) {
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "%s, line 1: found the header '%s', expected '%s'. Was it written by another version?",
            file,
            found,
            String.join(",", schema.header())));
  }
}
