package vitexplain.dataset.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;

/** Files that layouts read. */
final class LayoutFiles {

  private LayoutFiles() {}

  /**
   * What lies in a folder, sorted by name.
   *
   * @throws Refusal of the kind REQUEST if it cannot be listed
   */
  static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw Refusal.request(
          String.format(Locale.ROOT, "folder '%s' could not be listed: %s.", folder, e), e);
    }
  }

  /** SHA-256 of a file; empty if it is not there or cannot be read: decoding it says why. */
  static String sha256(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try {
      return Sha256.of(file);
    } catch (Refusal unreadable) {
      return "";
    }
  }

  /** Editors put a byte order mark before the first line. */
  private static String bare(String line) {
    return (line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
  }

  /**
   * The lines of an index file, without spaces at their ends and without empty ones.
   *
   * @param role what the file is to the reader
   * @param mend what to do where there is no such file
   * @throws Refusal of the kind REQUEST if it cannot be read or has no line
   */
  static List<String> lines(String role, Path file, String mend) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      List<String> found = lines.map(LayoutFiles::bare).filter(line -> !line.isEmpty()).toList();
      if (found.isEmpty()) {
        throw Refusal.request(String.format(Locale.ROOT, "%s '%s' is empty. %s", role, file, mend));
      }
      return found;
    } catch (NoSuchFileException missing) {
      throw Refusal.request(
          String.format(Locale.ROOT, "%s '%s': there is no such file. %s", role, file, mend),
          missing);
    } catch (IOException | UncheckedIOException unreadable) {
      boolean bytes =
          unreadable instanceof CharacterCodingException
              || unreadable.getCause() instanceof CharacterCodingException;
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s '%s' cannot be read: %s.",
              role,
              file,
              bytes ? "it is not text in UTF-8" : unreadable.getMessage()),
          unreadable);
    }
  }
}
