package vitexplain.latency.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;

/**
 * What one process of a program measured.
 *
 * @param seconds mean of a call; NaN if it failed
 * @param calls how many were timed
 * @param difference of its answer to ours; NaN if it failed
 * @param failure why it failed; empty if it did not
 */
public record PeerResult(double seconds, int calls, double difference, String failure) {

  /** From the file that a process was to write. */
  public static PeerResult read(Path result) {
    try {
      Path failure = PeerTrial.failure(result);
      if (Files.exists(failure)) {
        return failed(Files.readString(failure, StandardCharsets.UTF_8).strip());
      }
      if (!Files.exists(result)) {
        return failed("it left no result");
      }
      JsonNode json = JsonFile.object(result);
      double[] seconds =
          StreamSupport.stream(json.path("seconds").spliterator(), false)
              .mapToDouble(JsonNode::asDouble)
              .toArray();
      if (seconds.length == 0) {
        return failed(json.path("failure").asText("no call was timed"));
      }
      double sum = 0;
      for (double call : seconds) {
        sum += call;
      }
      return new PeerResult(
          sum / seconds.length, seconds.length, json.path("difference").asDouble(Double.NaN), "");
    } catch (IOException | Refusal e) {
      return failed("its result cannot be read: " + e.getMessage());
    }
  }

  private static PeerResult failed(String why) {
    return new PeerResult(Double.NaN, 0, Double.NaN, why);
  }
}
