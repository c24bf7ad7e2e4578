package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Sha256;
import vitexplain.study.Scenes;

/**
 * Twenty {@code kill -9} or a few more at random moments of parts, their merge, and drivers and
 * executors of Spark: nothing is lost, nothing is there twice. Takes about fifteen minutes: {@code
 * mvn -q -Pspark -Dtest=KillsStudy test}.
 */
class KillsStudy {
  private static final int IMAGES = 8;
  private static final int KILLS = 20;
  private static final String SPARK = "local-cluster[2,1,1024]";

  @TempDir Path folder;

  private final SplittableRandom random = new SplittableRandom(26);
  private final List<String> killed = new ArrayList<>();

  /** What a command takes in peace, nanoseconds: it is killed within that time. */
  private final Map<String, Long> durations = new TreeMap<>();

  /** A command that can be given again until it ends. */
  private interface Command {
    Program start() throws IOException;
  }

  @Test
  void nothingIsLostAndNothingIsThereTwice() throws IOException, InterruptedException {
    Scenes.copy(folder, IMAGES);
    Map<String, String> merged = files(parts(folder.resolve("calm"), false));
    Path whole = folder.resolve("whole");
    whole(evaluate(whole, "--resume"));
    Path calm = folder.resolve("calm-spark");
    inPeace("driver", () -> evaluate(calm, "--resume", "--spark", SPARK));
    Map<String, String> expected = files(whole);
    assertThat(files(calm)).isEqualTo(expected);
    for (int round = 0; killed.size() < KILLS; round++) {
      Path here = folder.resolve("round" + round);
      assertThat(files(parts(here, true))).isEqualTo(merged);
      Path spark = here.resolve("spark");
      survive("driver", () -> evaluate(spark, "--resume", "--spark", SPARK));
      assertThat(files(spark)).isEqualTo(expected);
      Path lost = here.resolve("lost");
      loseExecutors(evaluate(lost, "--resume", "--spark", SPARK));
      assertThat(files(lost)).isEqualTo(expected);
    }
  }

  /** Two parts and their merge. */
  private Path parts(Path here, boolean kills) throws IOException, InterruptedException {
    Path out = here.resolve("merged");
    Path[] parts = {here.resolve("part1"), here.resolve("part2")};
    Command merge = () -> program("merge", parts[0], parts[1], "--out", out, "--overwrite");
    for (int i = 0; i < parts.length; i++) {
      String shard = (i + 1) + "/2";
      Path part = parts[i];
      Command evaluation = () -> evaluate(part, "--resume", "--shard", shard);
      if (kills) {
        survive("part", evaluation);
      } else {
        inPeace("part", evaluation);
      }
    }
    if (kills) {
      survive("merge", merge);
    } else {
      inPeace("merge", merge);
    }
    return out;
  }

  private void inPeace(String what, Command command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    whole(command.start());
    durations.put(what, System.nanoTime() - start);
  }

  /** Kills a command at a random moment, gives it again, and lets it end the third time. */
  private void survive(String what, Command command) throws IOException, InterruptedException {
    for (int attempt = 0; attempt < 2; attempt++) {
      Program victim = command.start();
      if (victim.process().waitFor(random.nextLong(durations.get(what)), TimeUnit.NANOSECONDS)) {
        whole(victim);
        return;
      }
      victim.process().destroyForcibly().waitFor();
      count(what);
    }
    whole(command.start());
  }

  /** Kills up to two executors of a driver that is left alone. */
  private void loseExecutors(Program driver) throws InterruptedException, IOException {
    for (int i = 0; i < 2; i++) {
      long delay = random.nextLong(durations.get("driver") / 2, durations.get("driver"));
      if (!driver.process().waitFor(delay, TimeUnit.NANOSECONDS)) {
        Optional<ProcessHandle> executor =
            driver
                .process()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .findAny();
        if (executor.filter(ProcessHandle::destroyForcibly).isPresent()) {
          count("executor");
        }
      }
    }
    whole(driver);
  }

  private void count(String what) {
    killed.add(what);
    System.out.println("killed: " + killed.size() + " " + what);
  }

  private static void whole(Program program) throws InterruptedException, IOException {
    program.process().waitFor();
    assertThat(program.code()).as(program.printed()).isZero();
  }

  private Program evaluate(Path out, String... more) throws IOException {
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
            folder.resolve("images"),
            "--masks",
            folder.resolve("masks"),
            "--out",
            out,
            "--quiet");
    return program(Stream.concat(fixed, Stream.of(more)).toArray());
  }

  private Program program(Object... words) throws IOException {
    return Program.start(Files.createTempFile(folder, "program", ".log"), Optional.empty(), words);
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
    assertThat(files).containsKeys("samples.csv.gz", "summary.csv", "progress.csv");
    return files;
  }
}
