package vitexplain.cli.print;

import java.util.concurrent.atomic.AtomicReference;

/** What to tell a person who presses Ctrl-C. */
public final class Interruption {
  private static final AtomicReference<String> MESSAGE = new AtomicReference<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Interruption::tell));
  }

  private Interruption() {}

  /** From now on an interruption prints this; empty where there is nothing more to say. */
  public static void announce(String message) {
    MESSAGE.set(message);
  }

  /** The work is done, or has failed. */
  public static void over() {
    MESSAGE.set(null);
  }

  private static void tell() {
    String message = MESSAGE.get();
    if (message != null) {
      System.err.println(("\nInterrupted. " + message).stripTrailing());
    }
  }
}
