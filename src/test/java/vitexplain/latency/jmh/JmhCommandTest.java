package vitexplain.latency.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vitexplain.base.Profile;
import vitexplain.base.Refusal;
import vitexplain.latency.plan.BenchProfile;
import vitexplain.latency.plan.BenchRequest;
import vitexplain.latency.plan.JmhMode;
import vitexplain.latency.plan.Trial;
import vitexplain.vit.ModelSettings;

class JmhCommandTest {

  private static final Trial TRIAL =
      new Trial(
          Trial.EXPLAINER,
          JmhMode.AVERAGE,
          3,
          "demo",
          "cpu",
          "float32",
          8,
          "rollout:fuse=max,discard=0.9");

  private static JmhCommand command(String... extra) {
    BenchRequest request =
        new BenchRequest(
            List.of("demo"),
            ModelSettings.Text.NONE,
            List.of(),
            List.of(),
            List.of(8, 1),
            List.of(),
            ".*",
            3,
            7,
            List.of(extra));
    return new JmhCommand(new BenchProfile(Profile.QUICK).plan(request), "a.jar:b", 3);
  }

  @Test
  void enginesSettingsArePropertiesThatForksInherit() {
    assertThat(command().arguments(Path.of("trials"), Path.of("part.json")))
        .contains(
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=3",
            "-Dai.djl.pytorch.graph_optimizer=false",
            "-Djava.awt.headless=true")
        .containsSequence("-cp", "a.jar:b", "vitexplain.bench.Rounds", "trials", "part.json");
  }

  @Test
  void choiceOfAPreprocessorReachesTheForks() {
    BenchRequest none = BenchRequest.defaults();
    BenchRequest clip =
        new BenchRequest(
            none.models(),
            new ModelSettings.Text(Optional.empty(), Optional.empty(), Optional.of("clip")),
            none.devices(),
            none.dtypes(),
            none.batches(),
            none.methods(),
            none.include(),
            none.threads(),
            none.seed(),
            none.extra());
    assertThat(arguments(clip)).contains("-Dvitexplain.preprocessor=clip");
    assertThat(arguments(none)).noneMatch(text -> text.startsWith("-Dvitexplain.preprocessor"));
  }

  private static List<String> arguments(BenchRequest request) {
    return new JmhCommand(new BenchProfile(Profile.QUICK).plan(request), "a.jar:b", 3)
        .arguments(Path.of("trials"), Path.of("part.json"));
  }

  @Test
  void openMpGetsAsManyThreadsAsTheEngine() {
    assertThat(command().environment()).containsEntry("OMP_NUM_THREADS", "3");
  }

  @Test
  void aTrialIsOneBenchmarkInOneProcess() {
    assertThat(command().options(TRIAL))
        .startsWith("vitexplain\\.bench\\.ExplainerBenchmark\\.explainer$")
        .containsSequence("-bm", "avgt")
        .containsSequence("-f", "1")
        .containsSequence("-foe", "true")
        .containsSequence("-r", "200ms")
        .containsSequence("-p", "batch=8")
        .containsSequence("-p", "model=demo")
        .containsSequence("-p", "seed=7");
    assertThat(command().line(TRIAL).split("\t"))
        .containsExactlyElementsOf(command().options(TRIAL));
  }

  @Test
  void commasInMethodOptionsDoNotSplitTheParameter() {
    assertThat(command().options(TRIAL)).contains("method=rollout:fuse=max;discard=0.9");
  }

  @Test
  void theFirstCallOfAProcessIsNotWarmedUp() {
    assertThat(command().options(TRIAL.withMode(JmhMode.SINGLE_SHOT)))
        .containsSequence("-bm", "ss")
        .containsSequence("-i", "1")
        .containsSequence("-wi", "0");
  }

  @Test
  void givenJmhOptionsReplaceThePlansOwn() {
    assertThat(command("-r", "9s", "-p", "seed=5").options(TRIAL))
        .containsOnlyOnce("-r")
        .containsSequence("-r", "9s")
        .doesNotContain("seed=7");
  }

  @Test
  void missingClassPathNamesTheScript() {
    String before = System.clearProperty(JmhCommand.CLASS_PATH);
    try {
      assertThatThrownBy(JmhCommand::findClassPath)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("vitexplain.bench.classpath")
          .hasMessageContaining("./run-bench.sh");
    } finally {
      if (before != null) {
        System.setProperty(JmhCommand.CLASS_PATH, before);
      }
    }
  }
}
