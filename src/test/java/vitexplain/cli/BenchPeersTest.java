package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.latency.peer.FakeEnvironment;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.row.PeerRow;

/** Other programs beside JMH's forks; here a script of the shell stands for all of them. */
class BenchPeersTest {
  private static final String CLASS_PATH = "vitexplain.bench.classpath";
  private static final String LOCK = "jmh.ignoreLock";
  private static final int ROUNDS = 2;

  @TempDir Path folder;

  @BeforeAll
  static void pointToTheBenchmarks() {
    System.setProperty(CLASS_PATH, System.getProperty("java.class.path"));
    System.setProperty(LOCK, "true"); // nothing is timed here
  }

  @AfterAll
  static void forget() {
    System.clearProperty(CLASS_PATH);
  }

  private Cli bench(Path run, Path environment) {
    List<String> options =
        new ArrayList<>(
            List.of("bench", "--profile", "smoke", "--include", "ForwardBenchmark.forward$"));
    options.addAll(List.of("--device", "cpu", "--model", "demo", "--out", run.toString()));
    options.addAll(List.of("--peers", environment.toString(), "--", "-f", "" + ROUNDS));
    return Cli.run(options.toArray());
  }

  @Test
  void programsAreTimedBesideOursAndWhatFailsIsSaid() throws Exception {
    Path run = folder.resolve("run");
    Cli done = bench(run, FakeEnvironment.withPeers(folder.resolve("venv")));
    assertThat(done.code()).as(done.err()).isZero();
    List<PeerRow> rows = new RunFolder(run).table(PeerRow.SCHEMA).read();
    assertThat(rows).extracting(PeerRow::peer).containsExactly("quick", "broken");
    PeerRow quick = rows.get(0);
    assertThat(quick.roundSeconds()).containsExactly(0.5, 0.5);
    assertThat(quick.oursSeconds()).isPositive();
    assertThat(quick.ratio().mean()).isBetween(quick.ratio().low(), quick.ratio().high());
    assertThat(rows.get(1).isTimed()).isFalse();
    assertThat(rows.get(1).notes())
        .contains("not timed in 2 of 2 rounds", "its answer differs from ours by 0.3");
    assertThat(done.err()).contains("peers: quick (quick 1.2), broken (broken 0.1); about");
    assertThat(done.out()).contains("Other programs in the same rounds", "quick", "absent");
    assertThat(Manifest.of(new RunFolder(run)).section("bench").orElseThrow())
        .satisfies(bench -> assertThat(bench.files()).containsKey("peers.csv"))
        .satisfies(bench -> assertThat(bench.notes()).containsKey("absent"));
    assertThat(Files.readString(run.resolve("jmh.log"))).contains("# Peer: quick");
  }

  @Test
  void folderWithoutPythonIsSaidAndOursAreTimed() {
    Path run = folder.resolve("run");
    Cli done = bench(run, folder.resolve("nothing"));
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.err()).contains("peers: skipped: no Python is at");
    assertThat(run.resolve("latency.csv")).exists();
    assertThat(run.resolve("peers.csv")).doesNotExist();
  }

  @Test
  void stoppedBenchEndsTheProgramAndLeavesNoTemporaryFile() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path environment =
        FakeEnvironment.with(
            folder.resolve("venv"),
            """
            [ "$2" = time ] && exec sleep 600
            echo '[{"name": "slow", "ours": "forward", "version": "1"}]' >"$4"
            """);
    Path run = folder.resolve("run");
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
                "--profile=smoke",
                "--include=ForwardBenchmark.forward$",
                "--device=cpu",
                "--model=demo",
                "--out=" + run,
                "--peers=" + environment)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Path log = run.resolve(".jmh.log");
    while (bench.isAlive()
        && !(Files.exists(log) && Files.readString(log).contains("# Peer: slow"))) {
      Thread.sleep(20);
    }
    List<ProcessHandle> children = bench.descendants().toList();
    assertThat(children).as(Files.readString(folder.resolve("log"))).isNotEmpty();
    bench.destroy();
    bench.waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get(10, TimeUnit.SECONDS);
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(file -> file.getFileName().toString().startsWith("vitexplain")))
          .isEmpty();
    }
    assertThat(run.resolve("latency.csv")).doesNotExist();
  }
}
