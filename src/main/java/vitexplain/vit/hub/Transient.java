package vitexplain.vit.hub;

import java.io.IOException;
import java.time.Duration;

/** A failure that may be gone at the next try: a busy or broken server, a cut connection. */
final class Transient extends IOException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  Transient(String message) {
    this(message, Duration.ZERO);
  }

  /**
   * @param retryAfter what the server asks to be left alone for; zero if it does not ask
   */
  Transient(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
