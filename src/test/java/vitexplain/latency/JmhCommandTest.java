package vitexplain.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JmhCommandTest {

  private static final Path RESULT = Path.of("part.json");

  private static BenchRequest request(List<String> methods, String include, String... extra) {
    return new BenchRequest(
        List.of("demo"),
        List.of(),
        List.of(),
        List.of(8, 1),
        methods,
        include,
        3,
        7,
        List.of(extra));
  }

  private static List<String> arguments(BenchRequest request, JmhCommand.Mode mode) {
    BenchPlan plan = BenchProfile.QUICK.plan(request);
    return new JmhCommand(plan, List.of("cpu"), "a.jar:b", mode, RESULT).arguments();
  }

  @Test
  void enginesSettingsArePropertiesThatForksInherit() {
    List<String> line = arguments(request(List.of("legrad"), ".*"), JmhCommand.Mode.AVGT);
    int main = line.indexOf("org.openjdk.jmh.Main");
    assertThat(line.subList(0, main))
        .contains(
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=3",
            "-Dai.djl.pytorch.graph_optimizer=false",
            "-Djava.awt.headless=true")
        .containsSequence("-cp", "a.jar:b");
    assertThat(line.subList(main, line.size()))
        .containsSequence("org.openjdk.jmh.Main", ".*")
        .containsSequence("-f", "1")
        .containsSequence("-foe", "true")
        .containsSequence("-r", "200ms")
        .containsSequence("-rff", "part.json")
        .containsSequence("-p", "batch=1,8")
        .containsSequence("-p", "seed=7");
  }

  @Test
  void openMpGetsAsManyThreadsAsTheEngine() {
    BenchPlan plan = BenchProfile.QUICK.plan(request(List.of(), ".*"));
    JmhCommand command = new JmhCommand(plan, List.of("cpu"), "", JmhCommand.Mode.AVGT, RESULT);
    assertThat(command.environment()).containsEntry("OMP_NUM_THREADS", "3");
  }

  @Test
  void commasInMethodOptionsDoNotSplitTheParameter() {
    List<String> methods = List.of("rollout:fuse=max,discard=0.9", "legrad");
    assertThat(arguments(request(methods, ".*"), JmhCommand.Mode.AVGT))
        .contains("method=rollout:fuse=max;discard=0.9,legrad");
  }

  @Test
  void percentilesAreOfForwardAndMethodsAtTheSmallestBatch() {
    List<String> line = arguments(request(List.of(), ".*"), JmhCommand.Mode.SAMPLE);
    assertThat(line)
        .containsSequence("-bm", "sample")
        .contains("batch=1", "ForwardBenchmark\\.forward|ExplainerBenchmark");
  }

  @Test
  void givenJmhOptionsReplaceThePlansOwn() {
    List<String> line =
        arguments(request(List.of(), "Copy", "-f", "9", "-p", "seed=5"), JmhCommand.Mode.AVGT);
    assertThat(line).containsOnlyOnce("-f").containsSequence("-f", "9").doesNotContain("seed=7");
  }

  @Test
  void missingClassPathNamesTheScript() {
    String before = System.clearProperty(JmhCommand.CLASS_PATH);
    try {
      assertThatThrownBy(JmhCommand::findClassPath)
          .isInstanceOf(BenchException.class)
          .hasMessageContaining("vitexplain.bench.classpath")
          .hasMessageContaining("./run-bench.sh");
    } finally {
      if (before != null) {
        System.setProperty(JmhCommand.CLASS_PATH, before);
      }
    }
  }
}
