package vitexplain.base;

import java.nio.file.Path;

/**
 * What this program will not or cannot do. The message names the file or option, what was found,
 * what was expected and the mend, and is meant to be shown as it stands. Everything else that is
 * thrown is a defect of the program.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is at fault, and with it whether the rest of the work can go on. */
  public enum Kind {
    /** One input, such as a damaged photograph: a unit of work lists it and the rest goes on. */
    INPUT,
    /** The request or the files it names: nothing can be done until it is changed. */
    REQUEST,
    /** The machine: no such device, no network, no memory, no space. */
    ENVIRONMENT
  }

  private final Kind kind;

  private Refusal(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What is at fault. */
  public Kind kind() {
    return kind;
  }

  /** For a unit of work that lists bad inputs and goes on: throws this again if it is no such. */
  public void unlessInput() {
    if (kind != Kind.INPUT) {
      throw this;
    }
  }

  /** One input cannot be used. */
  public static Refusal input(String message) {
    return input(message, null);
  }

  /** The same with what was thrown below. */
  public static Refusal input(String message, Throwable cause) {
    return new Refusal(Kind.INPUT, message, cause);
  }

  /**
   * One file cannot be used as an input.
   *
   * @param role what the file is to the reader: {@code image}, {@code mask}, {@code preprocessor} …
   * @param file the file at fault; its last name appears in the message
   * @param problem what was found, what was expected and the mend, as sentences
   */
  public static Refusal file(String role, Path file, String problem) {
    return file(role, file, problem, null);
  }

  /** The same with what was thrown below. */
  public static Refusal file(String role, Path file, String problem, Throwable cause) {
    Path name = file.getFileName() == null ? file : file.getFileName();
    return input(role + " '" + name + "': " + problem, cause);
  }

  /** The request cannot be carried out as given. */
  public static Refusal request(String message) {
    return request(message, null);
  }

  /** The same with what was thrown below. */
  public static Refusal request(String message, Throwable cause) {
    return new Refusal(Kind.REQUEST, message, cause);
  }

  /**
   * The same, said of something that the thrower did not know.
   *
   * @param what begins the message: {@code image 'dog.jpg'}
   */
  public Refusal about(String what) {
    return new Refusal(kind, what + ": " + getMessage(), this);
  }

  /** The machine cannot do it. */
  public static Refusal environment(String message) {
    return environment(message, null);
  }

  /** The same with what was thrown below. */
  public static Refusal environment(String message, Throwable cause) {
    return new Refusal(Kind.ENVIRONMENT, message, cause);
  }
}
