package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.study.Scenes;
import vitexplain.vit.checkpoint.TemporaryModel;

/** What becomes of earlier timings and of processes when a bench is refused or ends early. */
class BenchCommandTest {
  private static final String CLASS_PATH = "vitexplain.bench.classpath";
  private static final String LOCK = "jmh.ignoreLock";

  @TempDir Path folder;

  private Path run;

  @BeforeAll
  static void pointToTheBenchmarks() {
    System.setProperty(CLASS_PATH, System.getProperty("java.class.path"));
    System.setProperty(LOCK, "true"); // nothing is timed here
  }

  @AfterAll
  static void forget() {
    System.clearProperty(CLASS_PATH);
  }

  @BeforeEach
  void leaveAnEarlierRun() throws IOException {
    run = Files.createDirectory(folder.resolve("run"));
    for (String name : new String[] {"jmh.json", "jmh.log", "latency.csv", "index.html"}) {
      Files.writeString(run.resolve(name), "earlier");
    }
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(run)) {
      for (Path file : all.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  private Cli bench(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of("bench", "--profile", "smoke", "--quiet", "--overwrite", "--out", run + ""));
    args.addAll(Arrays.asList(options));
    return Cli.run(args.toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--include nothing-has-this-name",
        "--include (",
        "--model no-such-model",
        "--model shape:vit-none",
        "--preprocessor no-such-name",
        "--model shape:vit-tiny-16-224 --preprocessor vit",
        "--methods no-such-method",
        "--methods legrad:layers=20",
        "--methods rollout:start-layer=6",
        "--dtype float16",
        "--batch 0",
        "--budget fast",
        "--budget 50",
        "--budget 0ms",
        "--budget -5ms",
        "--budget 2 h",
        "-- -nonsense",
        "-- -bm thrpt",
        "-- -f 0"
      })
  void requestThatIsRefusedLeavesEarlierTimingsAndTheirPage(String options) throws IOException {
    Map<String, String> before = files();
    Cli refused = bench(options.split(" "));
    assertThat(refused.code()).as(refused.err()).isEqualTo(Failures.REQUEST);
    assertThat(refused.err()).startsWith("error: ").doesNotContain("\tat ");
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "help", "-l", "-lprof"})
  void questionsToJmhAreAnsweredAndNothingIsTimed(String question) throws IOException {
    Map<String, String> before = files();
    Cli answer = bench("--", question);
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains(
            question.equals("-l")
                ? "vitexplain.bench.ForwardBenchmark.forward"
                : question.equals("-lprof") ? "gc" : "-prof <profiler>");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void damagedModelLeavesEarlierTimings() throws IOException {
    Path model = TemporaryModel.write(folder.resolve("model"), TemporaryModel.tinyGrey(), 1);
    Scenes.truncate(model.resolve("model.safetensors"));
    Map<String, String> before = files();
    Cli refused = bench("--model", model.toString());
    assertThat(refused.code()).as(refused.err()).isEqualTo(Failures.REQUEST);
    assertThat(refused.err()).contains("model.safetensors");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void missingDeviceLeavesEarlierTimings() throws IOException {
    Map<String, String> before = files();
    String device = "cuda:" + Engine.getInstance().getGpuCount();
    Cli refused = bench("--device", device);
    assertThat(refused.code()).as(refused.err()).isEqualTo(Failures.ENVIRONMENT);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void killedBenchLeavesNoProcessNoTemporaryFileAndEarlierTimings() throws Exception {
    Map<String, String> before = files();
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Process bench =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-D" + LOCK + "=true",
                "-D" + CLASS_PATH + "=" + System.getProperty("java.class.path"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "bench",
                "--profile",
                "quick",
                "--model",
                "demo",
                "--overwrite",
                "--out",
                run.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Path log = run.resolve(".jmh.log");
    while (bench.isAlive()
        && !(Files.exists(log)
            && Files.readString(log, StandardCharsets.UTF_8).contains("# Fork: 1 of 1"))) {
      Thread.sleep(20);
    }
    List<ProcessHandle> children = bench.descendants().toList();
    assertThat(children).as(Files.readString(folder.resolve("log"))).isNotEmpty();
    bench.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get(10, TimeUnit.SECONDS);
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(file -> file.getFileName().toString().startsWith("vitexplain")))
          .isEmpty();
    }
    assertThat(files()).isEqualTo(before);
  }
}
