package vitexplain.latency.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import vitexplain.base.Refusal;
import vitexplain.latency.plan.JmhMode;
import vitexplain.latency.plan.Trial;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.Percentiles;

/** One result in JMH's JSON, and the row that it becomes. */
public record JmhEntry(JsonNode json) {

  /** Row of the square product that tells the machine's ceiling. */
  static final String CEILING = "gemm-ceiling";

  /** What a row says of a model where it needs none. */
  private static final String NO_MODEL = "-";

  /** What this project's own profiler measures, and percentiles of single calls. */
  private static final Pattern COLUMNS = Pattern.compile("peak-.*|p\\d.*");

  private static final String EXPLAINER =
      Trial.EXPLAINER.substring(Trial.EXPLAINER.indexOf('.') + 1);

  private static final String THREADS = "-D" + JmhCommand.THREADS + "=";

  /** The row, its ratio still unknown, and what it was made of. */
  public Timing timing() {
    return new Timing(row(), roundMillis(), roundPeaks());
  }

  private LatencyRow row() {
    double score = millis(primary().path("score"));
    int batch = json.path("params").path("batch").asInt(1);
    return new LatencyRow(
        benchmark(),
        parameter("method", "").replace(JmhCommand.OPTION_SEPARATOR, ','),
        parameter("model", NO_MODEL),
        parameter("device", ""),
        parameter("dtype", ""),
        batch,
        threads(),
        mode(),
        score,
        millis(primary().path("scoreError")),
        percentile(50),
        percentile(90),
        percentile(95),
        percentile(99),
        isCeiling() ? Double.NaN : batch / score * 1000,
        Double.NaN,
        roundPeaks().stream().mapToDouble(mb -> mb).max().orElse(Double.NaN),
        new LatencyRow.Repeats(rounds().size(), samples(), Double.NaN, Double.NaN));
  }

  public boolean isCeiling() {
    return benchmark().equals(CEILING);
  }

  /** Billions of operations a second; of {@link #CEILING} only: 2 N^3 in one product. */
  public double gflops() {
    double size = json.path("params").path("size").asDouble();
    return 2 * size * size * size / millis(primary().path("score")) / 1e6;
  }

  /** As {@code latency.csv} names it. */
  private String benchmark() {
    String full = json.path("benchmark").asText();
    String name = full.substring(full.lastIndexOf('.') + 1);
    if (name.equals(EXPLAINER)) {
      return LatencyRow.EXPLANATION;
    }
    String kebab = name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    String part = parameter("part", "");
    return part.isEmpty() ? kebab : kebab + "-" + part;
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
                Refusal.request(
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
              throw Refusal.request(
                  String.format(
                      Locale.ROOT,
                      "%s: the unit is '%s'; expected time per call. Leave out the JMH mode 'thrpt'.",
                      json.path("benchmark").asText(),
                      unit));
        };
    return factor * number.asDouble(Double.NaN);
  }

  private double percentile(int percent) {
    boolean single = !mode().equals(JmhMode.AVERAGE.option());
    return single && samples() >= Percentiles.samplesFor(percent)
        ? millis(primary().path("scorePercentiles").path(percent + ".0"))
        : Double.NaN;
  }

  private String mode() {
    return json.path("mode").asText();
  }

  /** Values of each process: one list per process, one entry per iteration. */
  private List<JsonNode> rounds() {
    JsonNode histogram = primary().path("rawDataHistogram");
    JsonNode data = histogram.isMissingNode() ? primary().path("rawData") : histogram;
    return StreamSupport.stream(data.spliterator(), false).toList();
  }

  /** Iterations in the mode {@code avgt}, else calls. */
  private long samples() {
    return rounds().stream().mapToLong(round -> values(round).getN()).sum();
  }

  private List<Double> roundMillis() {
    return rounds().stream().map(round -> values(round).getMean()).toList();
  }

  /** In milliseconds. A histogram's buckets are [value, count]. */
  private SummaryStatistics values(JsonNode round) {
    SummaryStatistics values = new SummaryStatistics();
    for (JsonNode iteration : round) {
      if (!iteration.isArray()) {
        values.addValue(millis(iteration));
      }
      for (JsonNode bucket : iteration) {
        for (long n = bucket.path(1).asLong(); n > 0; n--) {
          values.addValue(millis(bucket.path(0)));
        }
      }
    }
    return values;
  }

  /** What profilers of the user's choice say, by name and unit; the row has the rest. */
  public Map<String, String> profiled() {
    Map<String, String> values = new TreeMap<>();
    json.path("secondaryMetrics")
        .properties()
        .forEach(
            metric -> {
              if (!COLUMNS.matcher(metric.getKey()).matches()) {
                JsonNode value = metric.getValue();
                String name = (metric.getKey() + " " + value.path("scoreUnit").asText()).strip();
                values.put(
                    name, String.format(Locale.ROOT, "%.4g", value.path("score").asDouble()));
              }
            });
    return values;
  }

  /** JMH averages over iterations; a peak is their maximum. */
  private List<Double> roundPeaks() {
    List<Double> peaks = new ArrayList<>();
    for (JsonNode fork : json.path("secondaryMetrics").path("peak-rss").path("rawData")) {
      StreamSupport.stream(fork.spliterator(), false)
          .mapToDouble(JsonNode::asDouble)
          .max()
          .ifPresent(peaks::add);
    }
    return peaks;
  }
}
