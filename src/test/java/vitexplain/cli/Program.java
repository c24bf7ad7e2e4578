package vitexplain.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program in a process of its own, as a user starts it: it can be killed, and the system frees
 * its locks.
 *
 * @param process running or ended
 * @param log what it prints, both streams
 */
record Program(Process process, Path log) {
  private static final long LONGEST_SECONDS = 60;

  /**
   * Starts a command.
   *
   * @param log gets what it prints
   * @param fileLimit largest file it may write, in KiB; the limit is the shell's
   */
  static Program start(Path log, Optional<Integer> fileLimit, Object... args) throws IOException {
    return startIn(Map.of(), log, fileLimit, args);
  }

  /** The same with further variables in its environment. */
  static Program startIn(
      Map<String, String> environment, Path log, Optional<Integer> fileLimit, Object... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    fileLimit.ifPresent(
        kib -> command.addAll(List.of("bash", "-c", "ulimit -f " + kib + " && exec \"$@\"", "-")));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            // Short lives: neither a second compiler nor a parallel collector pays off.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    Stream.of(args).map(Object::toString).forEach(command::add);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    // Threads that wait must not spin: tests share the machine.
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    builder.environment().putAll(environment);
    return new Program(builder.start(), log);
  }

  /** Waits for its end. */
  int code() throws InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running after " + LONGEST_SECONDS + " s");
    }
    return process.exitValue();
  }

  String printed() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  /** Waits until it has made a file; false if it ended before. */
  boolean makes(Path file) throws InterruptedException {
    while (!Files.exists(file) && process.isAlive()) {
      Thread.sleep(1);
    }
    return Files.exists(file);
  }
}
