package vitexplain.latency;

/** Benchmarks that cannot be run or read; the message says what, where and how to mend it. */
public final class BenchException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public BenchException(String message) {
    super(message);
  }

  public BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
