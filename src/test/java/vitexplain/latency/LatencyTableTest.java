package vitexplain.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.base.Refusal;
import vitexplain.latency.jmh.JmhEntry;
import vitexplain.run.row.LatencyRow;

/** A small result in JMH's layout, whose numbers are round so that its rows follow by hand. */
class LatencyTableTest {

  private static final Path SAMPLE = Path.of("src/test/resources/golden/latency/jmh.json");

  /** A few operations on doubles. */
  private static final double ROUNDING = 1e-9;

  private static final LatencyTable TABLE = LatencyTable.read(SAMPLE);

  @TempDir Path folder;

  @Test
  void rowsOfMeansEqualTheOnesWorkedOutByHand() {
    double none = Double.NaN;
    assertThat(TABLE.rows().subList(0, 6))
        .containsExactly(
            avgt("forward", "", "demo", 1, 4, 0.5, 250, 1, 320.5, 2),
            avgt("explanation", "legrad:pool=cls,layers=2", "demo", 1, 10, none, 100, 2.5, 410, 1),
            avgt("explanation", "rollout", "demo", 8, 20, 1, 400, none, none, 1),
            avgt("gemm-floor", "", "demo", 1, 2.5, 0.1, 400, 0.625, none, 1),
            avgt("reference", "legrad", "demo", 1, 200, 10, 5, 50, none, 1),
            avgt("gemm-ceiling", "", "-", 1, 20, 1, none, none, none, 1));
  }

  private static LatencyRow avgt(
      String benchmark,
      String method,
      String model,
      int batch,
      double score,
      double error,
      double imagesPerS,
      double ratio,
      double rss,
      int iterations) {
    double none = Double.NaN;
    return new LatencyRow(
        benchmark,
        method,
        model,
        "cpu",
        "float32",
        batch,
        2,
        "avgt",
        score,
        error,
        none,
        none,
        none,
        none,
        imagesPerS,
        ratio,
        rss,
        new LatencyRow.Repeats(1, iterations, none, none));
  }

  @Test
  void percentilesAreGivenWhereFiveSamplesLieBeyondThem() {
    LatencyRow sampled = TABLE.rows().get(6);
    assertThat(sampled.mode()).isEqualTo("sample");
    assertThat(sampled.p50Ms()).isEqualTo(4.75);
    assertThat(sampled.p90Ms()).as("50 samples, 5 beyond").isEqualTo(6.0);
    assertThat(sampled.p95Ms()).as("50 samples, 2.5 beyond").isNaN();
    assertThat(sampled.p99Ms()).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "9, false, false, false, false",
    "10, true, false, false, false",
    "99, true, true, false, false",
    "100, true, true, true, false",
    "499, true, true, true, false",
    "500, true, true, true, true"
  })
  void samplesDecideHowFarOutAPercentileMayLie(
      int samples, boolean p50, boolean p90, boolean p95, boolean p99) throws IOException {
    JsonNode json = new ObjectMapper().readTree(SAMPLE.toFile()).get(6);
    ((ObjectNode) json.get("primaryMetric"))
        .set("rawDataHistogram", new ObjectMapper().readTree("[[[[4.5," + samples + "]]]]"));
    LatencyRow row = new JmhEntry(json).timing().row();
    assertThat(new double[] {row.p50Ms(), row.p90Ms(), row.p95Ms(), row.p99Ms()})
        .containsExactly(
            p50 ? 4.75 : Double.NaN,
            p90 ? 6.0 : Double.NaN,
            p95 ? 7.0 : Double.NaN,
            p99 ? 9.0 : Double.NaN);
  }

  @Test
  void profilersAreReadBesideOurOwn() throws IOException {
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(SAMPLE.toFile()).get(0);
    json.set(
        "secondaryMetrics",
        new ObjectMapper()
            .readTree(
                "{\"gc.count\": {\"score\": 3.0, \"scoreUnit\": \"counts\"},"
                    + " \"p0.50\": {\"score\": 1.0, \"scoreUnit\": \"ms/op\"},"
                    + " \"peak-rss\": {\"score\": 800.0, \"scoreUnit\": \"MB\", \"rawData\": []}}"));
    assertThat(new JmhEntry(json).profiled()).isEqualTo(Map.of("gc.count counts", "3.000"));
  }

  @Test
  void ratioComparesOnlyEqualConditions() {
    assertThat(TABLE.rows().get(2).ratioToForward()).as("no forward pass at batch 8").isNaN();
    assertThat(TABLE.rows().get(6).ratioToForward()).as("sample against sample").isEqualTo(1);
  }

  @Test
  void ratioIsTakenRoundByRound() throws IOException {
    ArrayNode json = (ArrayNode) new ObjectMapper().readTree(SAMPLE.toFile());
    setRounds(json.get(0), "[[3, 5], [9, 7], [4, 4]]");
    setRounds(json.get(1), "[[10, 10], [12, 12], [8, 8]]");
    Path file = Files.writeString(folder.resolve("jmh.json"), json.toString());
    LatencyRow row = LatencyTable.read(file).rows().get(1);
    assertThat(row.ratioToForward()).as("of 10/4, 12/8 and 8/4").isEqualTo(2);
    assertThat(row.repeats()).isEqualTo(new LatencyRow.Repeats(3, 6, 1.5, 2.5));
  }

  private static void setRounds(JsonNode entry, String rawData) throws IOException {
    ((ObjectNode) entry.get("primaryMetric")).set("rawData", new ObjectMapper().readTree(rawData));
  }

  @Test
  void firstCallsHaveNoPercentilesUntilThereAreEnoughProcesses() throws IOException {
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(SAMPLE.toFile()).get(1);
    json.put("mode", "ss").put("benchmark", "vitexplain.bench.ColdStartBenchmark.coldStart");
    setRounds(json, "[[9], [10], [11]]");
    LatencyRow few = new JmhEntry(json).timing().row();
    assertThat(few.benchmark()).isEqualTo("cold-start");
    assertThat(few.method()).isEqualTo("legrad:pool=cls,layers=2");
    assertThat(few.repeats().samples()).isEqualTo(3);
    assertThat(few.p50Ms()).isNaN();
    setRounds(json, "[[9],[9],[9],[9],[9],[9],[9],[9],[9],[9]]");
    assertThat(new JmhEntry(json).timing().row().p50Ms()).isEqualTo(10);
  }

  @Test
  void ceilingCountsTwoOperationsPerTerm() {
    double gflops = 2.0 * 1000 * 1000 * 1000 / 0.020 / 1e9;
    assertThat(TABLE.ceilingGflops().orElseThrow()).isCloseTo(gflops, within(ROUNDING));
  }

  @Test
  void otherJsonIsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("jmh.json"), "[]");
    assertThatThrownBy(() -> LatencyTable.read(file))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("jmh.json")
        .hasMessageContaining("no JMH result");
    Files.writeString(file, "[{");
    assertThatThrownBy(() -> LatencyTable.read(file))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("jmh.json' is no JSON: Unexpected end-of-input");
  }

  @Test
  void throughputIsRefusedWithTheMend() throws IOException {
    String json = Files.readString(SAMPLE).replace("\"us/op\"", "\"ops/ms\"");
    Path file = Files.writeString(folder.resolve("jmh.json"), json);
    assertThatThrownBy(() -> LatencyTable.read(file))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("ops/ms")
        .hasMessageContaining("Leave out");
  }

  @Test
  void splicedResultsKeepEveryEntryToTheByte() {
    assertThat(BenchRun.spliced(java.util.List.of("[\n {\"a\":1}\n]\n", "[{\"b\" : 2}]")))
        .isEqualTo("[\n {\"a\":1}\n,{\"b\" : 2}]\n");
  }
}
