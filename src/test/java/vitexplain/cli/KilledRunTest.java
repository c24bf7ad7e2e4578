package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.run.RunFolder;
import vitexplain.run.row.SampleRow;
import vitexplain.study.Scenes;

/** What the system can do to an evaluation: kill it, start it twice, run out of space. */
class KilledRunTest {
  private static final int IMAGES = 4;
  private static final int KILLS = 10;

  private static final String METHODS = "legrad,rollout,random";

  /** So many that the counts of three images are more than {@link #TOO_SMALL}. */
  private static final String MORE_METHODS =
      METHODS + ",constant,centre,gmar-l1,gmar-l2,raw-attention,chefer,agcam,grad-sam";

  /** Largest file of the run with too little space, in KiB. */
  private static final int TOO_SMALL = 30;

  @TempDir Path folder;

  private Path run;

  @BeforeEach
  void copyScenes() throws IOException {
    Scenes.copy(folder, IMAGES);
    run = folder.resolve("run");
  }

  @Test
  void killedTenTimesAnywhereAndResumedLeavesTheBytesOfAnUninterruptedRun()
      throws IOException, InterruptedException {
    Path whole = folder.resolve("whole");
    long start = System.nanoTime();
    Program reference = evaluate(whole);
    assertThat(reference.makes(whole.resolve("progress.csv"))).isTrue();
    long begun = System.nanoTime() - start;
    assertThat(reference.code()).as(reference.printed()).isZero();
    long ended = System.nanoTime() - start;
    Map<String, byte[]> expected = files(whole);

    SplittableRandom random = new SplittableRandom(1);
    int kills = 0;
    List<String> states = new ArrayList<>();
    for (int round = 0; kills < KILLS; round++) {
      Path out = folder.resolve("killed" + round);
      boolean killed = true;
      while (killed) {
        Program victim = evaluate(out, "--resume");
        long delay = random.nextLong(begun, ended);
        killed = !victim.process().waitFor(delay, TimeUnit.NANOSECONDS) && kills < KILLS;
        if (killed) {
          victim.process().destroyForcibly().waitFor();
          kills++;
          states.add(imagesDone(out));
        }
        assertThat(killed || victim.code() == 0).as(victim.printed()).isTrue();
      }
      assertSame(files(out), expected);
    }
    System.out.println("killed after so many images: " + String.join(" ", states));
  }

  @Test
  void secondProcessInTheSameFolderIsRefusedAndTheFirstGoesOn()
      throws IOException, InterruptedException {
    Program first = evaluate(run);
    assertThat(first.makes(run.resolve("progress.csv"))).isTrue();
    Program second = evaluate(run, "--resume");
    // The first must not end before the second has looked.
    assertThat(second.code()).as(second.printed()).isEqualTo(2);
    assertThat(second.printed()).contains("run folder '" + run + "' is in use by another run");
    assertThat(first.code()).as(first.printed()).isZero();
  }

  @Test
  void fullDiskEndsWithTheFileAndTheMendAndResumeGoesOn() throws IOException, InterruptedException {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "'ulimit -f' is tried on Linux only");
    Program full = evaluate(run, MORE_METHODS, Optional.of(TOO_SMALL));
    assertThat(full.code()).as(full.printed()).isEqualTo(Failures.ENVIRONMENT);
    assertThat(full.printed())
        .contains("confusion.csv: File too large", "Free disk space, then run again with --resume")
        .doesNotContain("\tat ");
    assertThat(imagesDone(run)).isNotEqualTo("0").isNotEqualTo(Integer.toString(IMAGES));
    byte[] samples = Files.readAllBytes(run.resolve("samples.csv.gz"));
    assertThat(new RunFolder(run).samples().read())
        .as("rows of whole images")
        .extracting(SampleRow::image)
        .containsOnly("scene_000.png", "scene_001.png");

    assertThat(evaluate(run, MORE_METHODS, Optional.empty(), "--resume").code()).isZero();
    assertThat(Files.readAllBytes(run.resolve("samples.csv.gz"))).startsWith(samples);
    assertThat(imagesDone(run)).isEqualTo(Integer.toString(IMAGES));
  }

  private Program evaluate(Path out, String... more) throws IOException {
    return evaluate(out, METHODS, Optional.empty(), more);
  }

  private Program evaluate(Path out, String methods, Optional<Integer> fileLimit, String... more)
      throws IOException {
    Stream<Object> fixed =
        Stream.of(
            "evaluate",
            "--methods",
            methods,
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
    Path log = Files.createTempFile(folder, "program", ".log");
    return Program.start(log, fileLimit, Stream.concat(fixed, Stream.of(more)).toArray());
  }

  private static String imagesDone(Path out) throws IOException {
    Path progress = out.resolve("progress.csv");
    if (!Files.exists(progress)) {
      return "-";
    }
    try (Stream<String> lines = Files.lines(progress)) {
      return Long.toString(Math.max(0, lines.count() - 1));
    }
  }

  /** Every file by its name; of the manifest what no clock and no command line tells. */
  private static Map<String, byte[]> files(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        boolean manifest = file.getFileName().toString().equals("manifest.json");
        files.put(
            root.relativize(file).toString(), manifest ? timeless(file) : Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static byte[] timeless(Path manifest) throws IOException {
    JsonNode all = new ObjectMapper().readTree(manifest.toFile());
    ObjectNode section = (ObjectNode) all.findValue("evaluate");
    assertThat(section.get("end").textValue()).isNotEmpty();
    section.remove(List.of("start", "end", "measured", "commandLine", "runs"));
    ((ObjectNode) all).remove("sha256");
    return new ObjectMapper().writeValueAsBytes(all);
  }

  private static void assertSame(Map<String, byte[]> found, Map<String, byte[]> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
  }
}
