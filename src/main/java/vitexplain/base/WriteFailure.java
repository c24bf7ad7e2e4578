package vitexplain.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Whose fault it is that a file could not be written, as far as the system tells. */
public final class WriteFailure {
  /** As Linux, macOS and Windows word it. */
  private static final List<String> NAME_TOO_LONG =
      List.of("File name too long", "filename or extension is too long");

  /** A full disk, a quota, the shell's limit on files, a broken disk. */
  private static final List<String> MACHINE =
      List.of(
          "No space left",
          "File too large",
          "quota exceeded",
          "There is not enough space on the disk",
          "Input/output error");

  private static final int SHOWN = 40;

  private WriteFailure() {}

  /**
   * The refusal to throw: INPUT where only this file's name is too long, ENVIRONMENT where the disk
   * takes no more, else REQUEST.
   */
  public static Refusal of(Path file, IOException failure) {
    String text = failure.toString();
    if (NAME_TOO_LONG.stream().anyMatch(text::contains)) {
      String name = file.getFileName().toString();
      return Refusal.input(
          String.format(
              Locale.ROOT,
              "file '%s…' cannot be written: its name of %d bytes is longer than this file system"
                  + " allows (usually 255). Shorten the name of the image.",
              name.substring(0, Math.min(SHOWN, name.length())),
              name.getBytes(StandardCharsets.UTF_8).length),
          failure);
    }
    String message = file + " cannot be written: " + failure;
    return MACHINE.stream().anyMatch(text::contains)
        ? Refusal.environment(message, failure)
        : Refusal.request(message, failure);
  }
}
