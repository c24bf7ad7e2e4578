package vitexplain.run.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import vitexplain.base.Refusal;
import vitexplain.base.RunningSha256;

/**
 * What a finished file of a run was when it was written, so that what is read back is known to be
 * what was measured.
 *
 * @param sha256 of its bytes
 * @param lines line ends in it
 */
public record FileMark(String sha256, long lines) {
  private static final int BUFFER = 1 << 16;

  /**
   * The mark of a file as it lies there.
   *
   * @throws Refusal if it cannot be read
   */
  public static FileMark of(Path file) {
    RunningSha256 hash = new RunningSha256();
    long lines = 0;
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        lines += lineEnds(buffer);
        hash.add(buffer);
        buffer.clear();
      }
    } catch (IOException e) {
      throw Refusal.request(file + " cannot be read: " + e, e);
    }
    return new FileMark(hash.hex(), lines);
  }

  /** Line ends in what is left of a buffer, which stays where it is. */
  static long lineEnds(ByteBuffer buffer) {
    long lines = 0;
    for (int i = buffer.position(); i < buffer.limit(); i++) {
      if (buffer.get(i) == '\n') {
        lines++;
      }
    }
    return lines;
  }

  /**
   * Refuses a file that is not the one this mark was made of.
   *
   * @throws Refusal naming the file and both counts
   */
  public void require(Path file) {
    if (!Files.exists(file)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s is missing; the run wrote it with %d lines. Restore it, or run the command that"
                  + " wrote it again.",
              file,
              lines));
    }
    FileMark found = of(file);
    if (!found.equals(this)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s was altered after the run wrote it: found %d lines with the SHA-256 %s, expected"
                  + " %d with %s. Restore it, or run the command that wrote it again.",
              file,
              found.lines,
              found.sha256,
              lines,
              sha256));
    }
  }
}
