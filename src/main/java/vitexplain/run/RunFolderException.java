package vitexplain.run;

/** A run folder, or a file in it, cannot be used as it is. The message says what, where and how. */
public final class RunFolderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RunFolderException(String message) {
    super(message);
  }

  public RunFolderException(String message, Throwable cause) {
    super(message, cause);
  }
}
