package vitexplain.base;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The one reader of JSON files: of bounded size, each key only once, nothing after the value. */
public final class JsonFile {
  /** Names of 100,000 classes fit, twice; settings of a model take a few kilobytes. */
  private static final long MOST_BYTES_OF_SETTINGS = 8L << 20;

  /** The single calls that JMH lists for a night of benchmarks take a tenth of it. */
  private static final long MOST_BYTES_OF_RESULTS = 1L << 30;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonFile() {}

  /**
   * Reads a file that holds one object.
   *
   * @throws Refusal (a request's) whose message is a predicate to stand behind the file's name
   * @throws IOException if it cannot be read
   */
  public static ObjectNode object(Path file) throws IOException {
    if (json(file, MOST_BYTES_OF_SETTINGS) instanceof ObjectNode object) {
      return object;
    }
    throw Refusal.request("holds no JSON object");
  }

  /**
   * Reads a file of results that holds one array. Throws as {@link #object}.
   *
   * @throws IOException if it cannot be read
   */
  public static ArrayNode array(Path file) throws IOException {
    if (json(file, MOST_BYTES_OF_RESULTS) instanceof ArrayNode array) {
      return array;
    }
    throw Refusal.request("holds no JSON array");
  }

  private static JsonNode json(Path file, long mostBytes) throws IOException {
    long size = Files.size(file);
    if (size > mostBytes) {
      throw Refusal.request("has " + size + " bytes; expected at most " + mostBytes);
    }
    byte[] bytes = Files.readAllBytes(file);
    Optional<String> other =
        FileSignature.of(Arrays.copyOf(bytes, Math.min(bytes.length, FileSignature.LENGTH)));
    if (other.isPresent()) {
      throw Refusal.request(other.get());
    }
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException broken) {
      throw Refusal.request("is no JSON: " + problem(broken) + line(broken), broken);
    }
  }

  private static String line(JsonProcessingException broken) {
    JsonLocation place = broken.getLocation();
    return place == null ? "" : " (line " + place.getLineNr() + ")";
  }

  /** Jackson's own words; a long value in them is cut. */
  public static String problem(JsonProcessingException broken) {
    return Excerpt.of(broken.getOriginalMessage());
  }
}
