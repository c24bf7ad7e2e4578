package vitexplain.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import vitexplain.base.Refusal;

/** Held while a command writes into a run folder. The system frees it if the process dies. */
public final class RunLock implements AutoCloseable {

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder's lock.
   *
   * @throws Refusal if another command holds it
   */
  static RunLock take(Path root) {
    try {
      FileChannel channel =
          FileChannel.open(
              root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "run folder '%s' is in use by another run. Wait for it, or choose another --out.",
                root));
      }
      return new RunLock(channel);
    } catch (IOException e) {
      throw Refusal.request(
          String.format(Locale.ROOT, "run folder '%s' cannot be locked: %s", root, e), e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Refusal.request("the run folder's lock cannot be freed: " + e, e);
    }
  }
}
