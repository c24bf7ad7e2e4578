package vitexplain.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The process that started this one, which holds the other end of the standard input: when that
 * ends, the parent is gone, perhaps killed without a chance to say so, and nobody waits for the
 * result any more.
 */
final class Parent {
  private static final int TERMINATED = 143;

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
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    try (Stream<Path> files = Files.walk(scratch)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException gone) {
      // Somebody else removed it.
    }
    Runtime.getRuntime().halt(TERMINATED);
  }
}
