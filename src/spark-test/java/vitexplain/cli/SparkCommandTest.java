package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Sha256;
import vitexplain.study.Scenes;

/** An evaluation on two executors of one core leaves the bytes of one process of one thread. */
class SparkCommandTest {
  private static final int IMAGES = 8;

  /** Fails, as a file of half its bytes does: failures are rows too. */
  private static final int BROKEN = 3;

  @TempDir private static Path scratch;
  private static Map<String, String> expected;

  @TempDir Path folder;

  @BeforeAll
  static void evaluateInOneProcess() throws IOException, InterruptedException {
    Scenes.copy(scratch, IMAGES);
    Scenes.truncate(scratch.resolve("images/scene_00" + BROKEN + ".png"));
    Files.delete(scratch.resolve("masks/scene_006.png"));
    Path whole = scratch.resolve("whole");
    Program program = evaluate(whole);
    assertThat(program.code()).as(program.printed()).isEqualTo(Failures.SOME_INPUTS);
    expected = files(whole);
  }

  private static Program evaluate(Path out, String... more) throws IOException {
    Stream<Object> fixed =
        Stream.of(
            "evaluate",
            "--methods",
            "legrad,rollout,random",
            "--metrics",
            "srg,ap_fg,miou",
            "--fills",
            "drop,black",
            "--profile",
            "smoke",
            "--images",
            scratch.resolve("images"),
            "--masks",
            scratch.resolve("masks"),
            "--out",
            out,
            "--quiet");
    Path log = Files.createTempFile(scratch, "program", ".log");
    return Program.start(log, Optional.empty(), Stream.concat(fixed, Stream.of(more)).toArray());
  }

  private static Program onSpark(Path out, String... more) throws IOException {
    return evaluate(
        out,
        Stream.concat(Stream.of("--spark", "local-cluster[2,1,1024]"), Stream.of(more))
            .toArray(String[]::new));
  }

  /** Every file but the manifest, which tells of clocks. */
  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString();
        if (!name.equals("manifest.json")) {
          files.put(name, Sha256.of(file));
        }
      }
    }
    return files;
  }

  private static int done(Path out) throws IOException {
    Path progress = out.resolve("progress.csv");
    return Files.exists(progress) ? Files.readAllLines(progress).size() - 1 : 0;
  }

  /** A driver starts no other programs but short-lived ones of the system. */
  private static List<ProcessHandle> executors(Program program) {
    return program
        .process()
        .descendants()
        .filter(child -> child.info().command().filter(c -> c.endsWith("/java")).isPresent())
        .toList();
  }

  private void assertWhole(Program program, Path out) throws IOException, InterruptedException {
    assertThat(program.code()).as(program.printed()).isEqualTo(Failures.SOME_INPUTS);
    assertThat(files(out)).isEqualTo(expected);
  }

  @Test
  void everyFileIsTheOneOfASingleProcess() throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    Program program = onSpark(out);
    int seen = 0;
    while (program.process().isAlive()) {
      seen = Math.max(seen, executors(program).size());
      Thread.sleep(20);
    }
    assertWhole(program, out);
    assertThat(seen).as("executors").isEqualTo(2);
    assertThat(files(out)).containsKey("samples.csv.gz").containsKey("summary.csv");
  }

  @Test
  void anExecutorThatIsKilledLosesNothing() throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    Program program = onSpark(out);
    while (program.process().isAlive() && done(out) < 1) {
      Thread.sleep(2);
    }
    List<ProcessHandle> victims = executors(program);
    assertThat(victims).as(program.printed()).isNotEmpty();
    assertThat(done(out)).isLessThan(IMAGES);
    assertThat(victims.get(0).destroyForcibly()).isTrue();
    assertWhole(program, out);
  }

  @Test
  void aDriverThatIsKilledGoesOnWithResume() throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    Program program = onSpark(out);
    while (program.process().isAlive() && done(out) < 2) {
      Thread.sleep(2);
    }
    List<ProcessHandle> left = executors(program);
    program.process().destroyForcibly().waitFor();
    assertThat(done(out)).isBetween(2, IMAGES - 1);
    assertWhole(onSpark(out, "--resume"), out);
    assertThat(left).noneMatch(ProcessHandle::isAlive);
  }
}
