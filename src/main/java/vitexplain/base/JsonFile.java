package vitexplain.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Settings that others wrote as JSON: bounded, and each key only once. */
public final class JsonFile {
  /** Names of 100,000 classes fit, twice; settings of a model take a few kilobytes. */
  private static final long MOST_BYTES = 8L << 20;

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
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw Refusal.request("has " + size + " bytes; expected at most " + MOST_BYTES);
    }
    return object(Files.readAllBytes(file));
  }

  private static ObjectNode object(byte[] bytes) throws IOException {
    Optional<String> other =
        FileSignature.of(Arrays.copyOf(bytes, Math.min(bytes.length, FileSignature.LENGTH)));
    if (other.isPresent()) {
      throw Refusal.request(other.get());
    }
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json instanceof ObjectNode object) {
        return object;
      }
      throw Refusal.request("holds no JSON object");
    } catch (JsonProcessingException broken) {
      throw Refusal.request("is no JSON: " + problem(broken), broken);
    }
  }

  /** Jackson's own words; a long value in them is cut. */
  public static String problem(JsonProcessingException broken) {
    return Excerpt.of(broken.getOriginalMessage());
  }
}
