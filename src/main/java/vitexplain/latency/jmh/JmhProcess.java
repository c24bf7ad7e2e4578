package vitexplain.latency.jmh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vitexplain.base.Refusal;

/** JMH in a process of its own: its output goes to a log, and it never outlives this one. */
public final class JmhProcess {

  private static final int TAIL_LINES = 25;

  /** Codes of a process that Ctrl-C or a plain kill has ended. */
  private static final List<Integer> INTERRUPTED = List.of(130, 143);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Path log;
  private final Runnable afterKill;
  private final Deque<String> tail = new ArrayDeque<>();

  /**
   * @param log appended to
   */
  JmhProcess(Path log) {
    this(log, () -> {});
  }

  /**
   * @param log appended to
   * @param afterKill run when this program is interrupted and the process has been killed
   */
  public JmhProcess(Path log, Runnable afterKill) {
    this.log = log;
    this.afterKill = afterKill;
  }

  /**
   * Runs a command to its end.
   *
   * @param environment added to this process's
   * @param lines sees each line of its output
   * @throws Refusal with the end of the output if it fails, cannot start or is interrupted
   */
  public void run(List<String> command, Map<String, String> environment, Consumer<String> lines) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      Thread killer = new Thread(() -> killForGood(process));
      Runtime.getRuntime().addShutdownHook(killer);
      try {
        copy(process, lines);
        int exit = process.waitFor();
        if (INTERRUPTED.contains(exit)) {
          // Ctrl-C goes to every process of a terminal: if it was that, this one is ending too.
          Thread.sleep(PATIENCE.toMillis());
        }
        if (exit != 0) {
          throw failure("ended with code " + exit);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failure("was interrupted");
      } finally {
        kill(process);
        forget(killer);
      }
    } catch (IOException e) {
      throw Refusal.request(
          String.format(Locale.ROOT, "JMH cannot be run, or its log '%s' not written: %s", log, e),
          e);
    }
  }

  private void copy(Process process, Consumer<String> lines) throws IOException {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Writer copy =
            Files.newBufferedWriter(
                log,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        copy.write(line + "\n");
        copy.flush();
        remember(line);
        lines.accept(line);
      }
    }
  }

  private void remember(String line) {
    if (!line.isBlank()) {
      tail.addLast(line);
    }
    if (tail.size() > TAIL_LINES) {
      tail.removeFirst();
    }
  }

  private Refusal failure(String what) {
    return Refusal.request(
        String.format(
            Locale.ROOT, "JMH %s. The end of '%s':\n%s", what, log, String.join("\n", tail)));
  }

  private void killForGood(Process process) {
    kill(process);
    try {
      process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    afterKill.run();
  }

  /** Forks first: a fork whose host is gone goes on computing. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Takes a hook back; does nothing if the program is ending. */
  static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // Then the hook is at work already.
    }
  }
}
