package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.study.Scenes;

/** An evaluation in parts, as a user divides it over machines and puts it together. */
class MergeCommandTest {
  private static final int IMAGES = 4;

  /** At random moments of both parts and of the merge; more of them on demand. */
  private static final int KILLS = Integer.getInteger("kills", 4);

  @TempDir Path folder;

  /** What no part has, and a merged evaluation has once it is resumed. */
  private static final Set<String> ACROSS_IMAGES = Set.of("backgrounds.csv", "model_use.csv");

  @BeforeEach
  void copyScenes() throws IOException {
    Scenes.copy(folder, IMAGES);
  }

  @Test
  void partsAreMergedReportedAndResumedLikeOneEvaluation() throws IOException {
    Cli.run(evaluate("whole"));
    for (int part = 1; part <= 2; part++) {
      Cli ran = Cli.run(evaluate("part" + part, "--shard", part + "/2"));
      assertThat(ran.code()).as(ran.err()).isZero();
    }
    Cli merged = Cli.run("merge", folder.resolve("part1"), folder.resolve("part2"), "--out", out());
    assertThat(merged.code()).as(merged.err()).isZero();
    assertThat(merged.err())
        .contains("Still to be measured, as it needs the model: backgrounds. Run evaluate");
    assertSameTables(out(), ACROSS_IMAGES);
    assertThat(Cli.run("report", "--out", out()).code()).isZero();
    assertThat(Files.readString(out().resolve("index.html")))
        .contains("2 parts that were evaluated apart.");
    Cli resumed = Cli.run(evaluate("out", "--resume"));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertSameTables(out(), Set.of());

    assertThat(Cli.run("merge", folder.resolve("part1"), folder.resolve("part2"), "--out", out()))
        .satisfies(again -> assertThat(again.code()).isEqualTo(Failures.REQUEST))
        .satisfies(again -> assertThat(again.err()).contains("already holds an evaluation"));
    assertRefused("Choose another --out", "part1", "part2", "--out", folder.resolve("part2"));
    assertRefused("is given twice", "part1", "part1", "--out", folder.resolve("other"));
    assertRefused("missing: 2/2", "part1", "--out", folder.resolve("other"));
    assertRefused("is no folder", "part9", "--out", folder.resolve("other"));
    assertThat(folder.resolve("other")).doesNotExist();
    Cli anotherPart = Cli.run(evaluate("part1", "--shard", "2/2", "--resume"));
    assertThat(anotherPart.code()).isEqualTo(Failures.REQUEST);
    assertThat(anotherPart.err()).contains("shard was 1/2, now 2/2");
    assertThat(Cli.run(evaluate("new", "--shard", "1/5")).err())
        .contains("--shard 1/5: 4 images can be divided into 4 parts at most.");
    assertThat(Cli.run(evaluate("new", "--shard", "5")).err())
        .contains("'5' is no part: expected I/N, as in 2/5");
  }

  private void assertRefused(String reason, Object... words) {
    List<Object> args = new ArrayList<>(List.of("merge"));
    for (Object word : words) {
      args.add(word.toString().startsWith("part") ? folder.resolve(word.toString()) : word);
    }
    Cli refused = Cli.run(args.toArray());
    assertThat(refused.code()).as(refused.err()).isEqualTo(Failures.REQUEST);
    assertThat(refused.err()).contains(reason);
  }

  @Test
  void killedAnywhereNothingIsLostAndNothingIsThereTwice()
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    assertThat(program(evaluate("whole")).code()).isZero();
    long longest = System.nanoTime() - start;
    SplittableRandom random = new SplittableRandom(2);
    int kills = 0;
    for (int round = 0; round == 0 || kills < KILLS; round++) {
      String[] parts = {"a" + round, "b" + round};
      for (int part = 0; part < 2; part++) {
        Object[] args = evaluate(parts[part], "--shard", (part + 1) + "/2", "--resume");
        while (kills < KILLS && isKilled(args, random.nextLong(longest))) {
          kills++;
        }
        assertThat(program(args).code()).isZero();
      }
      Path out = folder.resolve("merged" + round);
      Object[] args = {
        "merge", folder.resolve(parts[0]), folder.resolve(parts[1]), "--out", out, "--overwrite"
      };
      while (kills < KILLS && isKilled(args, random.nextLong(longest / 2))) {
        kills++;
      }
      Program merge = program(args);
      assertThat(merge.code()).as(merge.printed()).isZero();
      assertSameTables(out, ACROSS_IMAGES);
    }
  }

  private boolean isKilled(Object[] args, long nanos) throws IOException, InterruptedException {
    Program victim = program(args);
    if (victim.process().waitFor(nanos, TimeUnit.NANOSECONDS)) {
      return false;
    }
    victim.process().destroyForcibly().waitFor();
    return true;
  }

  private Program program(Object[] args) throws IOException {
    return Program.start(Files.createTempFile(folder, "program", ".log"), Optional.empty(), args);
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Object[] evaluate(String out, Object... more) {
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
            folder.resolve(out),
            "--quiet");
    return Stream.concat(fixed, Stream.of(more)).toArray();
  }

  private void assertSameTables(Path found, Set<String> missing) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("whole"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(csv|png)")).toList()) {
        if (!missing.contains(file.getFileName().toString())) {
          assertThat(found.resolve(folder.resolve("whole").relativize(file)))
              .hasSameBinaryContentAs(file);
        }
      }
    }
  }
}
