package vitexplain.image.codec;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import vitexplain.base.Memory;
import vitexplain.base.Refusal;

/**
 * A JPEG or PNG file that is still encoded.
 *
 * @param role what the file is to the reader: {@code image} or {@code mask}
 * @param file where it lies
 * @param bytes the whole of it; not copied
 * @param kind JPEG or PNG, by its content
 */
public record ImageBytes(String role, Path file, byte[] bytes, PictureKind kind) {

  private static final String REEXPORT = " Re-export it, or take it out of the folder.";

  /** What is made of the bytes. */
  @FunctionalInterface
  public interface Decoder<T> {
    T decode(byte[] bytes) throws IOException;
  }

  /**
   * Reads a file.
   *
   * @throws Refusal if it is missing, unreadable, empty, or neither JPEG nor PNG
   */
  public static ImageBytes read(String role, Path file) {
    return of(role, file, Memory.bounded(named(role, file), () -> content(role, file)));
  }

  /**
   * Bytes that were read from elsewhere.
   *
   * @param file what messages call them; need not exist
   * @throws Refusal if they are none, or neither JPEG nor PNG
   */
  public static ImageBytes of(String role, Path file, byte[] bytes) {
    if (bytes.length == 0) {
      throw Refusal.file(role, file, "the file is empty." + REEXPORT);
    }
    Optional<PictureKind> kind = PictureKind.ofContent(bytes);
    if (kind.isEmpty()) {
      throw Refusal.file(
          role,
          file,
          "0 of " + bytes.length + " bytes could be decoded as JPEG or PNG." + REEXPORT);
    }
    if (!kind.get().isRead()) {
      throw Refusal.file(
          role,
          file,
          "is a "
              + kind.get().label()
              + " file by its content; expected JPEG or PNG. Convert it, or take it out of the"
              + " folder.");
    }
    return new ImageBytes(role, file, bytes, kind.get());
  }

  /**
   * Decodes the bytes.
   *
   * @throws Refusal for whatever a codec says of bytes that it cannot decode, and if the heap is
   *     too small for the picture
   */
  public <T> T decode(Decoder<T> decoder) {
    return Memory.bounded(named(role, file), () -> decodeOrRefuse(decoder));
  }

  private <T> T decodeOrRefuse(Decoder<T> decoder) {
    try {
      return decoder.decode(bytes);
    } catch (IOException e) {
      String found = bytes.length + " bytes of " + kind.label() + ": " + reason(e) + ".";
      throw Refusal.file(role, file, found + REEXPORT, e);
    }
  }

  private static byte[] content(String role, Path file) {
    if (Files.isDirectory(file)) {
      throw Refusal.file(role, file, "is a folder; expected a JPEG or PNG file.");
    }
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw Refusal.file(role, file, "there is no such file at " + file + ".", e);
    } catch (AccessDeniedException e) {
      throw Refusal.file(role, file, "may not be read. Check its permissions.", e);
    } catch (IOException e) {
      throw Refusal.file(role, file, "could not be read (" + reason(e) + ").", e);
    }
  }

  private static String named(String role, Path file) {
    return role + " '" + file.getFileName() + "'";
  }

  static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
