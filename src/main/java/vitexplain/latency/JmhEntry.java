package vitexplain.latency;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import vitexplain.run.LatencyRow;

/** One result in JMH's JSON, and the row that it becomes. */
record JmhEntry(JsonNode json) {

  /** Row of the square product that tells the machine's ceiling. */
  static final String CEILING = "gemm-ceiling";

  /** What a row says of a model where it needs none. */
  private static final String NO_MODEL = "-";

  /**
   * Samples that must lie beyond a percentile for it to be given: with fewer it is the rank of a
   * few outliers and not a property of the benchmark. p50 takes 10 samples, p99 takes 500.
   */
  private static final int SAMPLES_BEYOND = 5;

  private static final String THREADS = "-D" + JmhCommand.THREADS + "=";

  /** The row, its ratio still unknown. */
  LatencyRow row() {
    double score = millis(primary().path("score"));
    int batch = json.path("params").path("batch").asInt(1);
    return new LatencyRow(
        benchmark(),
        parameter("model", NO_MODEL),
        parameter("device", ""),
        parameter("dtype", ""),
        batch,
        threads(),
        json.path("mode").asText(),
        score,
        millis(primary().path("scoreError")),
        percentile(50),
        percentile(90),
        percentile(95),
        percentile(99),
        isCeiling() ? Double.NaN : batch / score * 1000,
        Double.NaN,
        peakMemory());
  }

  boolean isCeiling() {
    return benchmark().equals(CEILING);
  }

  /** Billions of operations a second; of {@link #CEILING} only: 2 N^3 in one product. */
  double gflops() {
    double size = json.path("params").path("size").asDouble();
    return 2 * size * size * size / millis(primary().path("score")) / 1e6;
  }

  private String benchmark() {
    String full = json.path("benchmark").asText();
    String name = full.substring(full.lastIndexOf('.') + 1);
    String method = parameter("method", "").replace(JmhCommand.OPTION_SEPARATOR, ',');
    if (name.equals("explainer")) {
      return method;
    }
    String kebab = name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return method.isEmpty() ? kebab : kebab + ":" + method;
  }

  private String parameter(String name, String absent) {
    return json.path("params").path(name).asText(absent);
  }

  private int threads() {
    return StreamSupport.stream(json.path("jvmArgs").spliterator(), false)
        .map(JsonNode::asText)
        .filter(arg -> arg.startsWith(THREADS))
        .map(arg -> Integer.parseInt(arg.substring(THREADS.length())))
        .findFirst()
        .orElseThrow(
            () ->
                new BenchException(
                    json.path("benchmark").asText()
                        + ": jvmArgs lack '"
                        + THREADS
                        + "', so its threads are unknown. Was it run by hand?"));
  }

  private JsonNode primary() {
    return json.path("primaryMetric");
  }

  /** JMH writes NaN as a string. */
  private double millis(JsonNode number) {
    String unit = primary().path("scoreUnit").asText();
    double factor =
        switch (unit) {
          case "s/op" -> 1e3;
          case "ms/op" -> 1;
          case "us/op" -> 1e-3;
          case "ns/op" -> 1e-6;
          default ->
              throw new BenchException(
                  "%s: the unit is '%s'; expected time per call. Leave out the JMH mode 'thrpt'."
                      .formatted(json.path("benchmark").asText(), unit));
        };
    return factor * number.asDouble(Double.NaN);
  }

  private double percentile(int percent) {
    boolean enough = samples() * (100 - percent) >= 100L * SAMPLES_BEYOND;
    return enough ? millis(primary().path("scorePercentiles").path(percent + ".0")) : Double.NaN;
  }

  /** Calls that were timed one by one; 0 outside the mode {@code sample}. */
  private long samples() {
    long count = 0;
    for (JsonNode fork : primary().path("rawDataHistogram")) {
      for (JsonNode iteration : fork) {
        for (JsonNode bucket : iteration) {
          count += bucket.path(1).asLong();
        }
      }
    }
    return count;
  }

  /** JMH averages over iterations; a peak is their maximum. */
  private double peakMemory() {
    return StreamSupport.stream(
            json.path("secondaryMetrics").path("peak-rss").path("rawData").spliterator(), false)
        .flatMapToDouble(
            fork ->
                StreamSupport.stream(fork.spliterator(), false)
                    .flatMapToDouble(value -> DoubleStream.of(value.asDouble())))
        .max()
        .orElse(Double.NaN);
  }
}
