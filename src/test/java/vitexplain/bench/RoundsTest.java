package vitexplain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Lines of JMH options that are forks of one result, here run in this process. */
class RoundsTest {

  @BeforeAll
  static void allowBesideOtherRuns() {
    // The lock keeps timings undisturbed; nothing is timed here.
    System.setProperty("jmh.ignoreLock", "true");
  }

  private static String line(String method) {
    return String.join(
        "\t",
        List.of(
            "vitexplain\\.bench\\.ExplainerBenchmark\\.explainer$",
            "-p",
            "method=" + method,
            "-bm",
            "avgt",
            "-f",
            "0",
            "-wi",
            "0",
            "-i",
            "2",
            "-r",
            "1ms",
            "-foe",
            "true"));
  }

  @Test
  void sameBenchmarkAndParametersAreForksOfOneResult() throws Exception {
    List<List<RunResult>> seen = new ArrayList<>();
    Rounds.run(Stream.of("rollout", "centre", "rollout").map(RoundsTest::line).toList(), seen::add);
    assertThat(seen).hasSize(3);
    List<RunResult> results = seen.get(2);
    assertThat(results)
        .extracting(result -> result.getParams().getParam("method"))
        .containsExactly("centre", "rollout");
    RunResult rollout = results.get(1);
    assertThat(rollout.getParams().getForks()).isEqualTo(2);
    assertThat(rollout.getParams().getParam("model")).isEqualTo("demo");
    assertThat(rollout.getBenchmarkResults()).hasSize(2);
    assertThat(rollout.getPrimaryResult().getSampleCount()).isEqualTo(4);
  }

  @Test
  void whatWasMeasuredBeforeAFailureIsWritten(@TempDir Path folder) throws Exception {
    Path lines = folder.resolve("trials.tsv");
    Path json = folder.resolve("jmh.json");
    Files.write(lines, List.of(line("rollout"), line("no-such-method"), line("centre")));
    String[] args = {lines.toString(), json.toString()};
    assertThatThrownBy(() -> Rounds.main(args)).isInstanceOf(RunnerException.class);
    assertThat(Files.readString(json))
        .contains("\"method\" : \"rollout\"")
        .doesNotContain("no-such-method", "centre");
  }
}
