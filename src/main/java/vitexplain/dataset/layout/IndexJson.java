package vitexplain.dataset.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.Excerpt;
import vitexplain.base.FileSignature;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;

/**
 * An index file in JSON that may be larger than the memory: read once from its beginning to its
 * end. Every refusal names the file and the place in it.
 */
final class IndexJson {
  private static final int BUFFER = 1 << 16;

  /** Python writes NaN, which JSON does not know. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final String role;
  private final Path file;
  private final JsonParser json;

  /** A list and the number of its element; empty outside of lists. */
  private String place = "";

  private IndexJson(String role, Path file, JsonParser json) {
    this.role = role;
    this.file = file;
    this.json = json;
  }

  /** Takes a file in. */
  @FunctionalInterface
  interface Reader<T> {
    T read(IndexJson json) throws IOException;
  }

  /** Takes a value in; what it leaves of the value is skipped. */
  @FunctionalInterface
  interface Field {
    void read(String name) throws IOException;
  }

  /** Takes an element of a list in. */
  @FunctionalInterface
  interface Element {
    void read() throws IOException;
  }

  /**
   * Where a value stands in the file, in bytes.
   *
   * @param start of its first byte; negative for no value
   * @param length of the whole
   */
  record Span(long start, int length) {
    static final Span NONE = new Span(-1, 0);
  }

  /**
   * Reads a file.
   *
   * @param role what the file is to the reader
   * @throws Refusal of the kind REQUEST if it is missing or cut short, or the reader refuses it
   */
  static <T> T read(String role, Path file, Reader<T> reader) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      in.mark(BUFFER);
      Optional<String> other = FileSignature.of(in.readNBytes(FileSignature.LENGTH));
      if (other.isPresent()) {
        throw refusal(role, file, other.get(), null);
      }
      in.reset();
      try (JsonParser json = JSON.createParser(in)) {
        json.nextToken();
        return reader.read(new IndexJson(role, file, json));
      }
    } catch (NoSuchFileException e) {
      throw refusal(role, file, "there is no such file at " + file + ".", e);
    } catch (JsonProcessingException broken) {
      throw refusal(
          role,
          file,
          String.format(
              Locale.ROOT,
              "is no JSON: %s (at byte %d of %d). Is it whole? Download or write it again.",
              JsonFile.problem(broken),
              broken.getLocation() == null ? 0 : broken.getLocation().getByteOffset(),
              file.toFile().length()),
          broken);
    } catch (IOException e) {
      throw refusal(role, file, "could not be read: " + e.getMessage() + ".", e);
    }
  }

  /** Takes the whole file in as one object. */
  void root(Field fields) throws IOException {
    object(fields);
    if (json.nextToken() != null) {
      throw refusal("holds more after its object");
    }
  }

  /** Takes an object in, field after field. */
  void object(Field fields) throws IOException {
    require(JsonToken.START_OBJECT, "an object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      fields.read(name);
      json.skipChildren();
    }
  }

  /** Takes a list in; its name and the element's number begin the messages of refusals. */
  void list(String name, Element element) throws IOException {
    place = name;
    require(JsonToken.START_ARRAY, "a list");
    for (long i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      place = name + "[" + i + "]";
      element.read();
    }
    place = "";
  }

  /** A whole number. */
  long whole(String field) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw refusal("has the " + field + " " + found() + "; expected a whole number");
    }
    return json.getLongValue();
  }

  /** A whole number in a range. */
  int whole(String field, int least) throws IOException {
    long value = whole(field);
    if (value < least || value > Integer.MAX_VALUE) {
      throw refusal("has the " + field + " " + value + "; expected " + least + " or more");
    }
    return (int) value;
  }

  /** 0, 1, false or true. */
  boolean flag(String field) throws IOException {
    if (json.currentToken().isBoolean()) {
      return json.getBooleanValue();
    }
    long value = whole(field);
    if (value != 0 && value != 1) {
      throw refusal("has the " + field + " " + value + "; expected 0 or 1");
    }
    return value == 1;
  }

  /** A text that is not blank. */
  String text(String field) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING || json.getText().isBlank()) {
      throw refusal("has the " + field + " " + found() + "; expected a text");
    }
    return json.getText();
  }

  /**
   * Passes over an object or a list and says where it stands; nowhere if there is {@code null} or
   * another value in its place.
   *
   * @param most bytes that it may have
   */
  Span span(String field, long most) throws IOException {
    if (!json.currentToken().isStructStart()) {
      return Span.NONE;
    }
    long start = json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    long length = json.currentLocation().getByteOffset() - start;
    if (start < 0) {
      throw refusal("is not in UTF-8, as JSON files are");
    }
    if (length > most) {
      throw refusal("has a " + field + " of " + length + " bytes; expected at most " + most);
    }
    return new Span(start, (int) length);
  }

  private void require(JsonToken token, String expected) throws IOException {
    if (json.currentToken() != token) {
      throw refusal("is " + found() + "; expected " + expected);
    }
  }

  private String found() throws IOException {
    JsonToken token = json.currentToken();
    return switch (token == null ? JsonToken.NOT_AVAILABLE : token) {
      case START_OBJECT -> "{...}";
      case START_ARRAY -> "[...]";
      case NOT_AVAILABLE -> "empty";
      default -> "'" + Excerpt.of(json.getText()) + "'";
    };
  }

  /** A refusal of what stands at the place that is read. */
  Refusal refusal(String problem) {
    return refusal(role, file, (place.isEmpty() ? "" : place + " ") + problem + ".", null);
  }

  private static Refusal refusal(String role, Path file, String problem, Throwable cause) {
    return Refusal.request(role + " '" + file.getFileName() + "': " + problem, cause);
  }
}
