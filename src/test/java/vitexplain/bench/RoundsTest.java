package vitexplain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;

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
    List<RunResult> results =
        Rounds.run(Stream.of("rollout", "centre", "rollout").map(RoundsTest::line).toList());
    assertThat(results)
        .extracting(result -> result.getParams().getParam("method"))
        .containsExactly("centre", "rollout");
    RunResult rollout = results.get(1);
    assertThat(rollout.getParams().getForks()).isEqualTo(2);
    assertThat(rollout.getParams().getParam("model")).isEqualTo("demo");
    assertThat(rollout.getBenchmarkResults()).hasSize(2);
    assertThat(rollout.getPrimaryResult().getSampleCount()).isEqualTo(4);
  }
}
