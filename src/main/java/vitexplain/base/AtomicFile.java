package vitexplain.base;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Writes whole files: to a temporary name beside the target, then moved over it. */
public final class AtomicFile {

  /** Writes what a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /** An {@link UncheckedIOException} is taken for what caused it. */
    void to(Writer out) throws IOException;
  }

  private static final int BUFFER = 1 << 16;

  private AtomicFile() {}

  /** Writes text as UTF-8. Throws as {@link #write(Path, byte[])}. */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Replaces the file, which a reader sees either whole as before or whole as after. Parent folders
   * are made.
   *
   * @throws Refusal if it cannot be written, of the kind that {@link WriteFailure} tells
   */
  public static void write(Path file, byte[] bytes) {
    write(file, bytes, true);
  }

  /**
   * The same without waiting for the disk, for what can be made again: many small files are written
   * much faster, and a power failure may leave the last ones empty.
   */
  public static void writeSoon(Path file, byte[] bytes) {
    write(file, bytes, false);
  }

  /** The same of text that is too long to be held, as UTF-8. */
  public static void writeAll(Path file, Content content) {
    filled(
        file,
        channel -> {
          Writer out =
              new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), BUFFER);
          content.to(out);
          out.flush();
          channel.force(true);
        });
  }

  private static void write(Path file, byte[] bytes, boolean waits) {
    filled(
        file,
        channel -> {
          write(channel, bytes);
          if (waits) {
            channel.force(true);
          }
        });
  }

  private interface Filling {
    void of(FileChannel channel) throws IOException;
  }

  private static void filled(Path file, Filling filling) {
    Path target = file.toAbsolutePath();
    Path temporary = target.resolveSibling(temporaryName(target));
    try {
      Files.createDirectories(target.getParent());
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        filling.of(channel);
      }
      move(temporary, target);
    } catch (UncheckedIOException e) {
      deleteIfPossible(temporary);
      throw WriteFailure.of(file, e.getCause());
    } catch (IOException e) {
      deleteIfPossible(temporary);
      throw WriteFailure.of(file, e);
    } catch (RuntimeException e) {
      deleteIfPossible(temporary);
      throw e;
    }
  }

  /** Short, so that every name the file system allows for the target can be written. */
  private static String temporaryName(Path target) {
    return String.format(Locale.ROOT, ".%08x.tmp", target.getFileName().toString().hashCode());
  }

  private static void deleteIfPossible(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException nothingMoreToDo) {
      // What went wrong before is what the caller must hear.
    }
  }

  /** Writes every byte at the channel's position and waits until the disk has them. */
  public static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
    write(channel, bytes);
    channel.force(true);
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Gives a file its final name, replacing what had it. */
  public static void move(Path temporary, Path target) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      // Some network shares cannot; a replacing move is the best they have.
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
