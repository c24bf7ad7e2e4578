package vitexplain.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;

/** A CSV file that grows at its end and can be cut back to an earlier length. */
final class AppendOnly<R> implements AutoCloseable {

  private final Table<R> table;
  private final FileChannel channel;

  private AppendOnly(Table<R> table, FileChannel channel) {
    this.table = table;
    this.channel = channel;
  }

  /** Opens the file, made with its header if it is missing or its header is torn. */
  static <R> AppendOnly<R> open(Table<R> table) throws IOException {
    FileChannel channel =
        FileChannel.open(
            table.file(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    AppendOnly<R> file = new AppendOnly<>(table, channel);
    try {
      file.settleHeader();
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private byte[] header() {
    return table.headerLine().getBytes(StandardCharsets.UTF_8);
  }

  private void settleHeader() throws IOException {
    byte[] expected = header();
    byte[] found = bytes(0, (int) Math.min(expected.length, channel.size()));
    if (!Arrays.equals(found, Arrays.copyOf(expected, found.length))) {
      throw Refusal.request(
          "%s, line 1: expected the header '%s'. Was it written by another version?"
              .formatted(table.file(), table.headerLine().strip()));
    }
    if (found.length < expected.length) {
      channel.truncate(0);
      append(expected);
    }
  }

  long headerLength() {
    return header().length;
  }

  long length() throws IOException {
    return channel.size();
  }

  /** Whether a line ends exactly at this length. */
  boolean endsLineAt(long length) throws IOException {
    return length <= channel.size() && length > 0 && bytes(length - 1, 1)[0] == '\n';
  }

  /** Length of the file up to the end of its last whole line; at least the header's. */
  long wholeLines() throws IOException {
    byte[] all = bytes(0, (int) channel.size());
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** Cuts off everything after this length. */
  void cutTo(long length) throws IOException {
    channel.truncate(length);
  }

  /** Adds rows at the end, all or none, and waits until the disk has them. */
  void append(List<R> rows) throws IOException {
    append(table.lines(rows).getBytes(StandardCharsets.UTF_8));
  }

  private void append(byte[] bytes) throws IOException {
    long end = channel.size();
    try {
      channel.position(end);
      AtomicFile.writeFully(channel, bytes);
    } catch (IOException e) {
      channel.truncate(end); // a full disk still allows that
      throw new IOException(table.file() + ": " + e.getMessage(), e);
    }
  }

  private byte[] bytes(long from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer, from + buffer.position());
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
