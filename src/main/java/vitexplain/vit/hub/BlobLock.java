package vitexplain.vit.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two processes, or threads, from downloading the same bytes twice. No more hangs on it: what
 * comes is checked, and put in its place at once. The system frees it if the process dies.
 */
final class BlobLock implements AutoCloseable {
  private static final long POLL_MILLIS = 200;

  private final FileChannel channel;

  private BlobLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param what is locked, for the listener
   * @return null where the file system knows no locks, which the listener hears
   */
  static BlobLock take(Path file, String what, DownloadListener listener)
      throws InterruptedException {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean waits = false;
      while (!isLocked(channel)) {
        if (!waits) {
          listener.note(what + ": waiting for another process that downloads it");
          waits = true;
        }
        Thread.sleep(POLL_MILLIS);
      }
      return new BlobLock(channel);
    } catch (IOException noLocks) {
      closeQuietly(channel);
      listener.note(what + ": downloaded without a lock (" + noLocks + ")");
      return null;
    } catch (InterruptedException interrupted) {
      closeQuietly(channel);
      throw interrupted;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException otherThread) {
      return false;
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException nothingMoreToDo) {
      // The system frees it with the process.
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
