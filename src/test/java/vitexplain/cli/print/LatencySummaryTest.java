package vitexplain.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vitexplain.latency.BenchResult;
import vitexplain.latency.ProfilerReading;
import vitexplain.run.provenance.Budget;
import vitexplain.run.row.LatencyRow;

class LatencySummaryTest {

  private static final double NONE = Double.NaN;

  private static LatencyRow row(
      String benchmark, String method, String mode, double p50, long samples) {
    return new LatencyRow(
        benchmark,
        method,
        "demo",
        "cpu",
        "float32",
        8,
        2,
        mode,
        16,
        0.5,
        p50,
        NONE,
        NONE,
        NONE,
        500,
        2,
        800,
        new LatencyRow.Repeats(3, samples, 1.9, 2.25));
  }

  private static String printed(List<LatencyRow> rows) {
    return printed(rows, Optional.empty());
  }

  private static String printed(List<LatencyRow> rows, Optional<Budget> budget) {
    return printed(rows, List.of(), budget);
  }

  private static String printed(
      List<LatencyRow> rows, List<ProfilerReading> readings, Optional<Budget> budget) {
    StringWriter text = new StringWriter();
    LatencySummary.print(
        new BenchResult(rows, readings, Map.of(), Map.of("cuda", "skipped"), List.of()),
        budget,
        new PrintWriter(text, true));
    return text.toString();
  }

  @Test
  void theLastLinesAnswerTheBudget() {
    List<LatencyRow> rows = List.of(row("explanation", "legrad", "sample", 15, 40));
    assertThat(printed(rows, Optional.of(new Budget(10))))
        .contains("Does a call keep to 10 ms, by its 99th percentile?")
        .containsPattern("legrad .*does not fit +p50 15\\.0 ms of 40 calls\\R$");
    assertThat(printed(rows, Optional.of(new Budget(20))))
        .containsPattern(
            "legrad .*not enough samples to say +40 calls, 460 more are needed: -- -f 38\\R$");
    assertThat(printed(List.of(), Optional.of(new Budget(20))))
        .contains("No method was timed call by call");
  }

  @Test
  void profilersThatWereAskedForHaveColumns() {
    LatencyRow row = row("explanation", "legrad", "avgt", NONE, 5);
    assertThat(
            printed(
                List.of(row),
                List.of(new ProfilerReading(row, Map.of("gc.alloc.rate MB/sec", "12.5"))),
                Optional.empty()))
        .containsPattern("mode +gc.alloc.rate MB/sec\\Rlegrad .* avgt +12\\.5\\R");
  }

  @Test
  void aRowThatWasMeasuredOtherwiseSaysSo() {
    assertThat(
            printed(
                List.of(row("explanation", "chefer", "avgt", NONE, 5).withNotes("brief: batch 8"))))
        .contains("chefer: brief: batch 8");
  }

  @Test
  void meansAreGivenPerCallPerImageAndPerSecond() {
    assertThat(printed(List.of(row("explanation", "legrad", "avgt", NONE, 12))))
        .containsPattern(
            "legrad +demo +cpu +8 +2 +16\\.00 \\+- 0\\.50 +2\\.00 +500\\.0 +2\\.00 \\[1\\.90, 2\\.25\\] +800")
        .contains("cuda: skipped")
        .doesNotContain("Percentiles", "First call");
  }

  @Test
  void aPercentileOfTooFewSamplesSaysSo() {
    assertThat(printed(List.of(row("explanation", "legrad", "sample", 15, 40))))
        .containsPattern("legrad .* 40 +15\\.00 +n<50 +n<100 +n<500");
  }

  @Test
  void firstCallsSayHowManyProcesses() {
    assertThat(printed(List.of(row("cold-start", "legrad", "ss", NONE, 3))))
        .containsPattern("cold-start:legrad .* 16\\.00 \\+- 0\\.50 +3\\R");
  }
}
