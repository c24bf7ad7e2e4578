package vitexplain.latency.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vitexplain.base.Refusal;

/**
 * A folder for the temporary files of the processes that measure, which leave some behind when they
 * are killed. It is removed whole.
 *
 * @param root the folder
 */
public record Scratch(Path root) implements AutoCloseable {

  /** Makes one where the system keeps temporary files. */
  public static Scratch make() {
    try {
      return new Scratch(Files.createTempDirectory("vitexplain-bench"));
    } catch (IOException e) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "no temporary folder can be made in '%s': %s. Set JAVA_OPTS=-Djava.io.tmpdir=DIR",
              System.getProperty("java.io.tmpdir"),
              e),
          e);
    }
  }

  /** The list of trials. */
  public Path trials() {
    return root.resolve("trials.tsv");
  }

  /** JMH's result of them. */
  public Path result() {
    return root.resolve("jmh.json");
  }

  /**
   * Does something that takes a while; if the program is interrupted meanwhile, the folder goes.
   *
   * @return its result
   */
  public <T> T during(Supplier<T> work) {
    Thread remover = new Thread(this::close);
    Runtime.getRuntime().addShutdownHook(remover);
    try {
      return work.get();
    } finally {
      JmhProcess.forget(remover);
    }
  }

  /** Removes what can be removed: a process that was just killed may still hold a file. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException gone) {
      // Somebody else removed it.
    }
  }
}
