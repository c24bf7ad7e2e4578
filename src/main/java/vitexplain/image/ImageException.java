package vitexplain.image;

import java.nio.file.Path;

/**
 * A file of pictures, masks or their settings that cannot be used as it is. The message names the
 * file, what was found, what was expected and the mend; it is meant to be shown as it stands.
 */
public final class ImageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param role what the file is to the reader: {@code image}, {@code mask}, {@code preprocessor} …
   * @param file the file at fault; its last name appears in the message
   * @param problem what was found, what was expected and the mend, as sentences
   */
  public ImageException(String role, Path file, String problem) {
    super(role + " '" + nameOf(file) + "': " + problem);
  }

  /** The same with what was thrown below. */
  public ImageException(String role, Path file, String problem, Throwable cause) {
    super(role + " '" + nameOf(file) + "': " + problem, cause);
  }

  /** For problems that concern two files, whose sentence the caller words. */
  public ImageException(String message) {
    super(message);
  }

  private static Path nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? file : name;
  }
}
