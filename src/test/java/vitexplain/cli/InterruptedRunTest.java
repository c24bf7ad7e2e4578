package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.ProgressLine;
import vitexplain.study.Scenes;

/** Ctrl-C in a terminal: the program hears of it, says what is kept, and ends as interrupted. */
class InterruptedRunTest {
  private static final String CTRL_C = "\u0003";
  private static final int INTERRUPTED = 130;
  private static final int SIGINT_BIT = 1 << 1;

  @TempDir Path folder;

  @BeforeEach
  void needsATerminal() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "util-linux' script is missing");
    assumeTrue(!ignoresInterrupts(), "started in the background: Ctrl-C is ignored by inheritance");
    Scenes.copy(folder, 8);
  }

  @Test
  void ctrlCPrintsWhatIsKeptAndEndsWithItsOwnCode() throws IOException, InterruptedException {
    Path progress = folder.resolve("run").resolve("progress.csv");
    Path log = folder.resolve("terminal.log");
    Process terminal =
        new ProcessBuilder("script", "-qefc", evaluate(), folder.resolve("typescript").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try (OutputStream keys = terminal.getOutputStream()) {
      while (!Files.exists(progress) && terminal.isAlive()) {
        Thread.sleep(5);
      }
      keys.write(CTRL_C.getBytes(StandardCharsets.US_ASCII));
      keys.flush();
      assertThat(terminal.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    String seen = Files.readString(log);
    assertThat(seen).contains("Interrupted. The images done so far are kept").contains("--resume");
    assertThat(terminal.exitValue()).as(seen).isEqualTo(INTERRUPTED);
  }

  @Test
  void failureIsNoInterruption() throws IOException, InterruptedException {
    Program failed =
        Program.start(
            folder.resolve("log"),
            Optional.empty(),
            "evaluate",
            "--methods",
            "legrad:layers=99",
            "--out",
            folder.resolve("run"));
    assertThat(failed.code()).as(failed.printed()).isEqualTo(Failures.REQUEST);
    assertThat(failed.printed()).contains("error: ").doesNotContain("Interrupted", "--resume");
  }

  private String evaluate() {
    return Stream.concat(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-D" + ProgressLine.COLUMNS + "=80",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()),
            Stream.of(
                "evaluate",
                "--threads",
                "1",
                "--images",
                folder.resolve("images").toString(),
                "--out",
                folder.resolve("run").toString()))
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" ", "exec ", ""));
  }

  /** The mask of ignored signals that children inherit; only Linux tells. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
    return lines.stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(mask -> (mask & SIGINT_BIT) != 0);
  }
}
