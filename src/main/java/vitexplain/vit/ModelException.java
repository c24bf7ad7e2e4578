package vitexplain.vit;

/** A model that cannot be used as given; the message says what, where, what was expected. */
public final class ModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
