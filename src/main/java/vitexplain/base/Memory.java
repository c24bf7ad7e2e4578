package vitexplain.base;

import java.util.Locale;
import java.util.function.Supplier;

/** The heap as a limit of what one input may need. */
public final class Memory {
  private static final long MEGABYTE = 1L << 20;

  private Memory() {}

  /** The largest heap that this process may have, bytes: what {@code -Xmx} sets. */
  public static long heap() {
    return Runtime.getRuntime().maxMemory();
  }

  /**
   * Runs one unit of work. If the heap does not hold it, it is refused as an input, so that the
   * rest can go on; what it had allocated is garbage by then.
   *
   * @param what the input as the reader knows it, such as {@code image 'dog.jpg'}
   * @throws Refusal of the kind INPUT if the heap is too small for it
   */
  public static <T> T bounded(String what, Supplier<T> unit) {
    try {
      return unit.get();
    } catch (OutOfMemoryError tooMuch) {
      if (!isOfHeap(tooMuch)) {
        throw tooMuch;
      }
      throw Refusal.input(tooLarge(what, "more"), tooMuch);
    }
  }

  /**
   * Refuses an input before anything is allocated for it.
   *
   * @param what the input as the reader knows it
   * @param bytes that it will need at most, at once
   * @throws Refusal of the kind INPUT if the heap is smaller than that
   */
  public static void require(String what, long bytes) {
    if (bytes > heap()) {
      throw Refusal.input(
          tooLarge(what, String.format(Locale.ROOT, "%d MB, more", megabytes(bytes))));
    }
  }

  private static String tooLarge(String what, String amount) {
    long megabytes = megabytes(heap());
    return String.format(
        Locale.ROOT,
        "%s: needs %s than the heap of %d MB. Make it smaller, or give the program more memory, for"
            + " example JAVA_OPTS=-Xmx%dm.",
        what,
        amount,
        megabytes,
        2 * megabytes);
  }

  private static long megabytes(long bytes) {
    return (bytes + MEGABYTE - 1) / MEGABYTE;
  }

  /** Threads and class metadata run out for reasons that no input is to blame for. */
  private static boolean isOfHeap(OutOfMemoryError error) {
    String message = String.valueOf(error.getMessage());
    return message.contains("heap space")
        || message.contains("GC overhead")
        || message.contains("array size")
        || message.contains("array length")
        || error.getMessage() == null;
  }
}
