package vitexplain.dataset;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import vitexplain.base.Refusal;

/**
 * The true classes of images: a CSV file with the columns {@code image} and {@code label}. A row
 * names an image by its file name, by that without its ending, or by a path that ends in either, as
 * long as no other image of the folder fits. Other columns are left alone, so the index column that
 * pandas writes does no harm.
 */
final class Labels {
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

  /** The names that a message lists at most. */
  private static final int SHOWN = 3;

  private Labels() {}

  /** One row: where it stands, and what it says. */
  private record Row(long line, String image, String label) {}

  /**
   * Reads a file and finds the image of every row.
   *
   * @param images file names of the folder, with their endings
   * @return class names or indices by file name, of those images that have one
   * @throws Refusal of the kind REQUEST naming the file, and the line where there is one, if it
   *     cannot be read, has no rows, fits no image, or says two things of one image
   */
  static Map<String, String> read(Path file, List<String> images) {
    List<Row> rows = rows(file);
    if (rows.isEmpty()) {
      throw refused(file, "there is no row below its header. Add a row for each image");
    }
    Map<String, Set<String>> byStem = new HashMap<>();
    images.forEach(
        name -> byStem.computeIfAbsent(Dataset.stem(name), stem -> new HashSet<>()).add(name));
    Set<String> names = Set.copyOf(images);
    Map<String, Row> found = new LinkedHashMap<>();
    for (Row row : rows) {
      Set<String> fitting = fitting(row.image(), names, byStem);
      if (fitting.size() > 1) {
        throw refused(
            file,
            String.format(
                Locale.ROOT,
                "line %d: '%s' fits %s. Write the file name with its ending",
                row.line(),
                row.image(),
                quoted(fitting.stream().sorted().toList())));
      }
      for (String image : fitting) {
        Row before = found.putIfAbsent(image, row);
        if (before != null && !before.label().equals(row.label())) {
          throw refused(
              file,
              String.format(
                  Locale.ROOT,
                  "image '%s' has the label '%s' in line %d and '%s' in line %d. Keep one of them",
                  image,
                  before.label(),
                  before.line(),
                  row.label(),
                  row.line()));
        }
      }
    }
    if (found.isEmpty()) {
      throw refused(
          file,
          String.format(
              Locale.ROOT,
              "none of its %d rows fits one of the %d images: the rows name %s, the folder has %s. Write file names as the folder has them",
              rows.size(),
              images.size(),
              quoted(rows.stream().map(Row::image).toList()),
              quoted(images)));
    }
    Map<String, String> byImage = new HashMap<>();
    found.forEach((image, row) -> byImage.put(image, row.label()));
    return byImage;
  }

  /** The images that a row means: by name, else by the end of a path, else by stem. */
  private static Set<String> fitting(
      String written, Set<String> names, Map<String, Set<String>> byStem) {
    if (names.contains(written)) {
      return Set.of(written);
    }
    String last =
        written.substring(Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')) + 1);
    if (names.contains(last)) {
      return Set.of(last);
    }
    return byStem.getOrDefault(last, Set.of());
  }

  private static List<Row> rows(Path file) {
    List<Row> rows = new ArrayList<>();
    long line = 1;
    try (Reader text = withoutMark(file);
        CSVParser parser = FORMAT.parse(text)) {
      List<String> header = parser.getHeaderNames();
      if (Collections.frequency(header, "image") != 1
          || Collections.frequency(header, "label") != 1) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "labels '%s' cannot be read: the first line names the columns %s; expected a CSV file with the columns image and label, separated by commas",
                file,
                header));
      }
      line = parser.getCurrentLineNumber() + 1;
      for (CSVRecord record : parser) {
        rows.add(row(file, line, record, header.size()));
        line = parser.getCurrentLineNumber() + 1;
      }
      return rows;
    } catch (NoSuchFileException missing) {
      throw Refusal.request(
          String.format(Locale.ROOT, "labels '%s': there is no such file. Check --labels", file),
          missing);
    } catch (CharacterCodingException bytes) {
      throw refused(file, "it is not in UTF-8. Save it as CSV in UTF-8", bytes);
    } catch (UncheckedIOException | IOException | IllegalArgumentException unreadable) {
      throw unreadable.getCause() instanceof CharacterCodingException
          ? refused(file, "it is not in UTF-8. Save it as CSV in UTF-8", unreadable)
          : refused(file, problem(unreadable, line), unreadable);
    }
  }

  private static Row row(Path file, long line, CSVRecord record, int columns) {
    if (!record.isSet("image") || !record.isSet("label")) {
      throw refused(
          file,
          String.format(
              Locale.ROOT,
              "line %d has %d of the %d values that the first line names. Complete it",
              line,
              record.size(),
              columns));
    }
    Row row = new Row(line, record.get("image").strip(), record.get("label").strip());
    if (row.image().isEmpty() || row.label().isEmpty()) {
      throw refused(
          file,
          String.format(
              Locale.ROOT,
              "line %d has no %s. Add it, or leave the line out",
              line,
              row.image().isEmpty() ? "image" : "label"));
    }
    if ((row.image() + row.label()).lines().count() > 1) {
      throw refused(file, openQuote(line));
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

  private static Refusal refused(Path file, String problem) {
    return refused(file, problem, null);
  }

  private static Refusal refused(Path file, String problem, Exception cause) {
    return Refusal.request(String.format(Locale.ROOT, "labels '%s': %s", file, problem), cause);
  }

  private static String quoted(List<String> names) {
    String shown =
        names.stream().limit(SHOWN).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    return names.size() > SHOWN ? shown + ", ..." : shown;
  }

  /**
   * The class that a label means.
   *
   * @param image whose label it is, for messages
   * @param label a class name, an index, or {@code index:N}
   * @param classes the model's class names, in logit order
   * @throws Refusal of the kind REQUEST if it is neither, or may mean two classes
   */
  static int index(String image, String label, List<String> classes) {
    String said = String.format(Locale.ROOT, "image '%s' has the label '%s'", image, label);
    return ClassIndex.of(said, label, classes);
  }
}
