package vitexplain.vit.hub;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import vitexplain.base.Refusal;

/**
 * Tries again what failed on the network, with growing pauses or those that the server asks for.
 *
 * @param model that is wanted, for messages
 */
record Retries(HubModel model, Patience patience, DownloadListener listener) {
  /** Bytes that make a try count as one that got on. */
  static final long PROGRESS = 1 << 20;

  /** What may fail: with an {@link IOException} for a while, with a {@link Refusal} for good. */
  interface Attempt<T> {
    T run() throws IOException, InterruptedException;
  }

  /** As {@link #run(String, LongSupplier, Attempt)} where nothing can be kept of a failed try. */
  <T> T run(String what, Attempt<T> attempt) throws InterruptedException {
    return run(what, () -> 0, attempt);
  }

  /**
   * Tries until it works or the patience is at its end, which comes for certain: tries count anew
   * only after the bytes that are there have grown beyond what they ever were.
   *
   * @param what for messages
   * @param arrived bytes that a failed try left for the next one
   * @throws Refusal when the patience is at its end
   */
  <T> T run(String what, LongSupplier arrived, Attempt<T> attempt) throws InterruptedException {
    long most = arrived.getAsLong();
    int failures = 0;
    while (true) {
      try {
        return attempt.run();
      } catch (IOException failure) {
        long now = arrived.getAsLong();
        if (now - most >= PROGRESS) {
          most = now;
          failures = 0;
        }
        failures++;
        Duration pause = pause(failure, failures);
        if (failures == patience.tries() || pause.compareTo(patience.longestPause()) > 0) {
          throw givenUp(what, failure, failures, pause);
        }
        listener.note(
            String.format(
                Locale.ROOT,
                "%s: %s; trying again in %s s",
                what,
                problem(failure),
                seconds(pause)));
        Thread.sleep(pause.toMillis());
      }
    }
  }

  private Duration pause(IOException failure, int failures) {
    Duration own = patience.pause().multipliedBy(1L << (failures - 1));
    Duration asked = failure instanceof Transient known ? known.retryAfter() : Duration.ZERO;
    return asked.compareTo(own) > 0 ? asked : own;
  }

  private Refusal givenUp(String what, IOException failure, int failures, Duration pause) {
    String asked =
        pause.compareTo(patience.longestPause()) > 0
            ? " It asks to be tried again in " + seconds(pause) + " s."
            : "";
    return Refusal.environment(
        String.format(
            Locale.ROOT,
            "model '%s': %s cannot be downloaded: %s (tries: %d).%s Try again later: what has arrived"
                + " is kept. Without a network, put the model's files into a directory and give"
                + " --model DIR, or let HF_ENDPOINT name a hub that can be reached.",
            model,
            what,
            problem(failure),
            failures,
            asked),
        failure);
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0
        ? Long.toString(time.toSeconds())
        : String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
  }

  /** In the words of the JDK where it has some. */
  private static String problem(IOException failure) {
    if (failure instanceof Transient known) {
      return known.getMessage();
    }
    String said = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    return (failure instanceof ConnectException
            ? "no connection (no such host, or it refuses)"
            : failure.getClass().getSimpleName())
        + said;
  }
}
