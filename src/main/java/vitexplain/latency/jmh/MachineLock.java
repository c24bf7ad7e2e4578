package vitexplain.latency.jmh;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.Refusal;

/**
 * JMH's own lock, which keeps two benchmarks of one machine from disturbing each other. It is held
 * from before anything is replaced until all processes have ended; these do not take it again.
 */
public final class MachineLock implements AutoCloseable {
  /** JMH's own property: with true, no lock is taken. */
  static final String IGNORE = "jmh.ignoreLock";

  private static final String ANYWAY = "JAVA_OPTS=-D" + IGNORE + "=true";

  private final Optional<FileChannel> channel;

  private MachineLock(Optional<FileChannel> channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, unless the property {@code jmh.ignoreLock} is true.
   *
   * @throws Refusal of the kind ENVIRONMENT if another process holds it, or it cannot be opened
   */
  public static MachineLock take() {
    return Boolean.getBoolean(IGNORE)
        ? new MachineLock(Optional.empty())
        : take(Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock"));
  }

  static MachineLock take(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw Refusal.environment(
            String.format(
                Locale.ROOT,
                "another benchmark is running on this machine (it holds '%s'), and each would disturb the other's times. Wait for it to end, or run beside it with %s",
                file,
                ANYWAY));
      }
      return new MachineLock(Optional.of(channel));
    } catch (IOException e) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "'%s', the lock between benchmarks, cannot be opened (%s). Remove it, or go on without it with %s",
              file,
              e,
              ANYWAY),
          e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  @Override
  public void close() {
    try {
      if (channel.isPresent()) {
        channel.get().close();
      }
    } catch (IOException e) {
      throw Refusal.environment("the lock of benchmarks cannot be freed: " + e, e);
    }
  }
}
