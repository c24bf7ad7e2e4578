package vitexplain.vit.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A body whose server may fall silent: reading it takes no longer than {@code stall} for each 64
 * KiB. The JDK's own time-out ends with the head of an answer.
 */
final class TimedBody implements AutoCloseable {
  private static final int WINDOW = 1 << 16;

  private final InputStream body;
  private final Duration stall;
  private final ExecutorService reader;
  private long deadline;
  private int inWindow;

  TimedBody(InputStream body, Duration stall) {
    this.body = body;
    this.stall = stall;
    this.reader =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "download");
              thread.setDaemon(true);
              return thread;
            });
    begin();
  }

  private void begin() {
    deadline = System.nanoTime() + stall.toNanos();
    inWindow = 0;
  }

  /**
   * Reads some bytes.
   *
   * @return their number; -1 at the end
   * @throws Transient if the server is silent for too long
   */
  int read(byte[] buffer) throws IOException, InterruptedException {
    Future<Integer> reading = reader.submit(() -> body.read(buffer));
    try {
      int read = reading.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      inWindow += Math.max(0, read);
      if (inWindow >= WINDOW) {
        begin();
      }
      return read;
    } catch (TimeoutException silent) {
      throw new Transient("less than 64 KiB came within " + stall.toMillis() / 1000.0 + " s");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cut ? cut : new IOException(failed.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      body.close(); // Wakes a reader that still waits.
    } finally {
      reader.shutdownNow();
    }
  }
}
