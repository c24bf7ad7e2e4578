package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.study.Scenes;

/**
 * How often a command goes through the samples, the one file that grows to gigabytes: the bytes
 * that are read of it, as the JVM's flight recorder counts them, over its size.
 */
class SamplesReadOnceTest {
  private static final int IMAGES = 3;
  private static final String FILE = "samples.csv.gz";

  @TempDir Path folder;

  @Test
  void eachCommandReadsTheSamplesOnceAndHashesThemOnce() throws IOException {
    Scenes.copy(folder, IMAGES);
    assertThat(readings("run", evaluate("run"))).as("evaluate").isEqualTo(1);
    assertThat(readings("run", "report", "--out", folder.resolve("run")))
        .as("report, which checks the hash first")
        .isEqualTo(2);
    assertThat(
            readings(
                "run", "export", "--out", folder.resolve("run"), "--to", folder.resolve("a.csv")))
        .as("export, likewise")
        .isEqualTo(2);
    for (int part = 1; part <= 2; part++) {
      Cli.run(evaluate("part" + part, "--shard", part + "/2"));
    }
    assertThat(
            readings(
                "merged",
                "merge",
                folder.resolve("part1"),
                folder.resolve("part2"),
                "--out",
                folder.resolve("merged")))
        .as("merge, of the merged file")
        .isEqualTo(1);
  }

  private Object[] evaluate(String out, Object... more) {
    Object[] fixed = {
      "evaluate",
      "--methods",
      "legrad,rollout,random",
      "--metrics",
      "srg,gini,iou_fg",
      "--fills",
      "drop",
      "--profile",
      "smoke",
      "--images",
      folder.resolve("images"),
      "--masks",
      folder.resolve("masks"),
      "--out",
      folder.resolve(out),
      "--quiet"
    };
    Object[] all = Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return all;
  }

  /** Bytes read of a run's samples while a command ran, in sizes of the file as it left it. */
  private double readings(String run, Object... command) throws IOException {
    Path samples = folder.resolve(run).resolve(FILE);
    Path recorded = Files.createTempFile(folder, "reads", ".jfr");
    long bytes = 0;
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileRead").withThreshold(Duration.ZERO).withoutStackTrace();
      recording.start();
      Cli done = Cli.run(command);
      recording.stop();
      assertThat(done.code()).as(done.err()).isZero();
      recording.dump(recorded);
    }
    for (RecordedEvent event : RecordingFile.readAllEvents(recorded)) {
      String path = event.getString("path");
      if (path != null && path.equals(samples.toString())) {
        bytes += Math.max(0, event.getLong("bytesRead"));
      }
    }
    assertThat(bytes).as("bytes seen by the recorder").isPositive();
    return (double) bytes / Files.size(samples);
  }
}
