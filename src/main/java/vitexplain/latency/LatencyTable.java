package vitexplain.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import vitexplain.run.LatencyRow;

/**
 * From JMH's JSON to {@code latency.csv}.
 *
 * @param rows in JMH's order
 * @param ceilingGflops the fastest square product, in billions of operations a second; empty if it
 *     was not run
 */
public record LatencyTable(List<LatencyRow> rows, OptionalDouble ceilingGflops) {

  /** What must be equal for two times to be compared. */
  private record Condition(
      String model, String device, String dtype, int batch, int threads, String mode) {

    static Condition of(LatencyRow row) {
      return new Condition(
          row.model(), row.device(), row.dtype(), row.batch(), row.threads(), row.mode());
    }
  }

  public LatencyTable {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a result file.
   *
   * @throws BenchException if it is missing or is not JMH's
   */
  public static LatencyTable read(Path jmhJson) {
    List<JmhEntry> entries = entries(jmhJson);
    return new LatencyTable(
        withRatios(entries.stream().map(JmhEntry::row).toList()),
        entries.stream().filter(JmhEntry::isCeiling).mapToDouble(JmhEntry::gflops).max());
  }

  private static List<JmhEntry> entries(Path file) {
    try {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      if (!json.isArray() || json.isEmpty() || !json.get(0).has("primaryMetric")) {
        throw new BenchException(
            "'%s' holds no JMH result; expected an array of benchmarks".formatted(file));
      }
      return StreamSupport.stream(json.spliterator(), false).map(JmhEntry::new).toList();
    } catch (IOException e) {
      throw new BenchException(
          "'%s' cannot be read as JSON: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static List<LatencyRow> withRatios(List<LatencyRow> rows) {
    Map<Condition, Double> forward = new HashMap<>();
    for (LatencyRow row : rows) {
      if (row.benchmark().equals("forward")) {
        forward.put(Condition.of(row), row.scoreMs());
      }
    }
    return rows.stream()
        .map(
            row -> {
              double base = forward.getOrDefault(Condition.of(row), Double.NaN);
              return withRatio(row, row.scoreMs() / base);
            })
        .toList();
  }

  private static LatencyRow withRatio(LatencyRow r, double ratio) {
    return new LatencyRow(
        r.benchmark(),
        r.model(),
        r.device(),
        r.dtype(),
        r.batch(),
        r.threads(),
        r.mode(),
        r.scoreMs(),
        r.errorMs(),
        r.p50Ms(),
        r.p90Ms(),
        r.p95Ms(),
        r.p99Ms(),
        r.imagesPerS(),
        ratio,
        r.peakRssMb());
  }
}
