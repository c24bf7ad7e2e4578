package vitexplain.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The process that started this one, which holds the other end of the standard input: when that
 * ends, the parent is gone, perhaps killed without a chance to say so, and nobody waits for the
 * result any more.
 */
final class Parent {
  private static final int TERMINATED = 143;

  /** A fork may start, or write, between two looks. */
  private static final int MOST_TRIES = 5;

  private static final int PATIENCE_SECONDS = 5;

  private Parent() {}

  /**
   * Ends this process and all that it started as soon as its parent is gone.
   *
   * @param scratch folder with temporary files, removed then
   */
  static void endWithIt(Path scratch) {
    Thread watch = new Thread(() -> waitAndEnd(scratch), "parent");
    watch.setDaemon(true);
    watch.start();
  }

  private static void waitAndEnd(Path scratch) {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever sent.
      }
    } catch (IOException broken) {
      // As good as its end.
    }
    // This process may end by itself as soon as its forks are gone.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(scratch)));
    for (int tries = 0; tries < MOST_TRIES && Files.exists(scratch); tries++) {
      endDescendants();
      remove(scratch);
    }
    Runtime.getRuntime().halt(TERMINATED);
  }

  /** Waits for each, as a process that is just being killed may still write a file. */
  private static void endDescendants() {
    for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
      process.destroyForcibly();
      process.onExit().completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
  }

  private static void remove(Path scratch) {
    try (Stream<Path> files = Files.walk(scratch)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException gone) {
      // Somebody else removed it.
    }
  }
}
