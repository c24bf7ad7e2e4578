package vitexplain.latency.jmh;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A program that is no JMH benchmark and runs between them. As a line of the file of trials it
 * begins with {@link #MARK}; none of JMH's options does.
 *
 * @param name one word, for the progress line
 * @param patience after which it is killed
 * @param failure file that is written if it fails: why, in one sentence
 * @param command program and arguments, without tabs
 */
public record OtherProgram(String name, Duration patience, String failure, List<String> command) {

  private static final String MARK = "!";

  private static final String TAB = "\t";

  /** Before the command. */
  private static final int WORDS = 4;

  public OtherProgram {
    command = List.copyOf(command);
  }

  /** As a line of the file of trials. */
  public String line() {
    List<String> words =
        new ArrayList<>(List.of(MARK, name, Long.toString(patience.toMillis()), failure));
    words.addAll(command);
    return String.join(TAB, words);
  }

  /** The program of a line; empty if the line is of JMH's options. */
  public static Optional<OtherProgram> of(String line) {
    List<String> words = List.of(line.split(TAB, -1));
    return words.get(0).equals(MARK)
        ? Optional.of(
            new OtherProgram(
                words.get(1),
                Duration.ofMillis(Long.parseLong(words.get(2))),
                words.get(3),
                words.subList(WORDS, words.size())))
        : Optional.empty();
  }

  /**
   * Runs it to its end; what it started ends with it.
   *
   * @param lines sees each line of its output and of its errors
   * @return why it failed, with the last line that it printed; empty if it did not
   */
  public Optional<String> run(Consumer<String> lines) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try {
        return outcome(process, lines);
      } finally {
        kill(process);
      }
    } catch (IOException e) {
      return Optional.of("cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("was interrupted");
    }
  }

  private Optional<String> outcome(Process process, Consumer<String> lines)
      throws IOException, InterruptedException {
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Void> clock =
        CompletableFuture.runAsync(
            () -> {
              late.set(true);
              kill(process);
            },
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    String last = "nothing";
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.accept(line);
        last = line.isBlank() ? last : line.strip();
      }
    }
    int exit = process.waitFor();
    clock.cancel(false);
    if (late.get()) {
      return Optional.of(
          String.format(
              Locale.ROOT, "was stopped after %d s; it said last: %s", patience.toSeconds(), last));
    }
    return exit == 0
        ? Optional.empty()
        : Optional.of(
            String.format(Locale.ROOT, "ended with code %d; it said last: %s", exit, last));
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
