package vitexplain.explain;

/** A method name that cannot be understood; the message says what was expected. */
public final class MethodException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public MethodException(String message) {
    super(message);
  }
}
