package vitexplain.run.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import vitexplain.base.AtomicFile;
import vitexplain.base.RunningSha256;

/**
 * A CSV file that grows at its end. What is appended counts once it is committed; until then it can
 * be rolled back.
 */
public final class AppendOnly<R> implements AutoCloseable {

  private final Table<R> table;
  private final FileChannel channel;
  private RunningSha256 hash = new RunningSha256();
  private RunningSha256 committed = new RunningSha256();
  private long committedLength;

  private AppendOnly(Table<R> table, FileChannel channel) {
    this.table = table;
    this.channel = channel;
  }

  /**
   * Opens the file, made with its header if it is missing or its header is torn, and cuts off all
   * that follows the header.
   */
  public static <R> AppendOnly<R> empty(Table<R> table) throws IOException {
    AppendOnly<R> file = opened(table);
    try {
      file.settleHeader();
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Opens the file and cuts off what follows a length.
   *
   * @param hash of its bytes up to there
   */
  public static <R> AppendOnly<R> at(Table<R> table, long length, RunningSha256 hash)
      throws IOException {
    AppendOnly<R> file = opened(table);
    try {
      file.hash = hash;
      file.channel.truncate(length);
      file.commit();
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static <R> AppendOnly<R> opened(Table<R> table) throws IOException {
    return new AppendOnly<>(
        table,
        FileChannel.open(
            table.file(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  private void settleHeader() throws IOException {
    byte[] expected = table.header();
    ByteBuffer found = ByteBuffer.allocate(expected.length);
    while (found.hasRemaining() && channel.read(found, found.position()) >= 0) {
      // Until the header is whole or the file ends.
    }
    byte[] bytes = Arrays.copyOf(found.array(), found.position());
    if (!Arrays.equals(bytes, Arrays.copyOf(expected, bytes.length))) {
      throw table.wrongHeader(bytes);
    }
    channel.truncate(bytes.length < expected.length ? 0 : expected.length);
    if (bytes.length < expected.length) {
      append(expected);
    } else {
      hash.add(expected);
    }
    commit();
  }

  /** Adds rows at the end, all or none, and waits until the disk has them. */
  public void append(List<R> rows) throws IOException {
    append(table.bytes(rows));
  }

  private void append(byte[] bytes) throws IOException {
    long end = channel.size();
    try {
      channel.position(end);
      AtomicFile.writeFully(channel, bytes);
      hash.add(bytes);
    } catch (IOException e) {
      channel.truncate(end); // a full disk still allows that
      throw new IOException(table.file() + ": " + e.getMessage(), e);
    }
  }

  /** What the file is now. */
  public GrowthMark mark() throws IOException {
    return new GrowthMark(channel.size(), hash.hex());
  }

  /** From now on what was appended stays. */
  public void commit() throws IOException {
    committed = hash.copy();
    committedLength = channel.size();
  }

  /** Cuts off what was appended since it was last committed. */
  public void rollBack() throws IOException {
    channel.truncate(committedLength);
    hash = committed.copy();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
