package vitexplain.run.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import vitexplain.base.Refusal;
import vitexplain.base.RunningSha256;

/** Reads a growing file from its beginning, mark by mark, and changes nothing. */
public final class Growth implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Table<?> table;
  private final FileChannel channel;
  private final RunningSha256 hash = new RunningSha256();
  private long position;
  private long lines;
  private long linesBefore;

  private Growth(Table<?> table, FileChannel channel) {
    this.table = table;
    this.channel = channel;
  }

  /**
   * Reads the header.
   *
   * @throws Refusal if the file is not there or has another header
   */
  public static Growth open(Table<?> table) throws IOException {
    if (!Files.exists(table.file())) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s is missing, though progress.csv refers to it. Restore it, or start again with --overwrite.",
              table.file()));
    }
    Growth growth = new Growth(table, FileChannel.open(table.file()));
    try {
      growth.readHeader();
      return growth;
    } catch (IOException | RuntimeException e) {
      growth.close();
      throw e;
    }
  }

  private void readHeader() throws IOException {
    byte[] expected = table.header();
    ByteBuffer found = ByteBuffer.allocate(expected.length);
    while (found.hasRemaining() && channel.read(found) >= 0) {
      // Until the header is whole or the file ends.
    }
    if (found.hasRemaining() || !Arrays.equals(found.array(), expected)) {
      throw table.wrongHeader(Arrays.copyOf(found.array(), found.position()));
    }
    hash.add(expected);
    position = expected.length;
    lines = 1;
  }

  /** Line ends up to the last mark. */
  long lines() {
    return lines;
  }

  public long position() {
    return position;
  }

  long length() throws IOException {
    return channel.size();
  }

  /** Of all bytes up to the last mark. */
  public RunningSha256 hash() {
    return hash.copy();
  }

  /** Goes on to a mark; false if what lies there is not what it was made of. */
  public boolean reaches(GrowthMark mark) throws IOException {
    linesBefore = lines;
    if (mark.length() < position || mark.length() > channel.size()) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    channel.position(position);
    while (position < mark.length()) {
      buffer.clear().limit((int) Math.min(BUFFER, mark.length() - position));
      if (channel.read(buffer) < 0) {
        return false;
      }
      buffer.flip();
      position += buffer.remaining();
      lines += FileMark.lineEnds(buffer);
      hash.add(buffer);
    }
    return hash.hex().equals(mark.sha256());
  }

  /**
   * Images of the rows behind the last mark, which an interruption leaves, with the line each first
   * stands on (in a compressed file, counted from the mark). A row that is torn at the file's end
   * is left out.
   *
   * @throws Refusal if what lies there is not even the beginning of compressed rows
   */
  public Map<String, Long> imagesBehind() throws IOException {
    Map<String, Long> images = new LinkedHashMap<>();
    if (channel.size() == position) {
      return images;
    }
    boolean compressed = table.schema().isCompressed();
    if (compressed) {
      requireMember();
      if (channel.size() - position < Gzip.HEADER) {
        return images;
      }
    }
    boolean whole = compressed || endsWithLine(); // a torn member ends with an error, not a row
    long before = compressed ? 0 : lines;
    channel.position(position);
    try {
      // Not closed: that would close the channel.
      InputStream behind = Channels.newInputStream(channel);
      Reader reader =
          new InputStreamReader(compressed ? Gzip.content(behind) : behind, StandardCharsets.UTF_8);
      Iterator<CSVRecord> records = CSVParser.parse(reader, Table.FORMAT).iterator();
      while (records.hasNext()) {
        CSVRecord record = records.next();
        boolean torn = !whole && !records.hasNext();
        if (!torn) {
          images.putIfAbsent(record.get(0), before + record.getRecordNumber());
        }
      }
    } catch (UncheckedIOException torn) {
      // A quoted field or a member that never ends: cut off in the middle of a row.
    }
    return images;
  }

  private void requireMember() throws IOException {
    ByteBuffer first = ByteBuffer.allocate(2);
    channel.read(first, position);
    if (!Gzip.canBegin(Arrays.copyOf(first.array(), first.position()))) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s: behind byte %d, where the run's rows end, lie %d bytes that it did not write. Restore the file, or start again with --overwrite.",
              table.file(),
              position,
              channel.size() - position));
    }
  }

  private boolean endsWithLine() throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    channel.read(last, channel.size() - 1);
    return last.get(0) == '\n';
  }

  /**
   * The refusal of a file that does not reach a mark.
   *
   * @param firstImage whether nothing before it is whole
   */
  public Refusal altered(String image, GrowthMark mark, boolean firstImage) throws IOException {
    String found =
        channel.size() < mark.length()
            ? String.format(
                Locale.ROOT, "it was cut to %d bytes, expected %d", channel.size(), mark.length())
            : "their SHA-256 is not the one in progress.csv";
    String mend =
        firstImage
            ? ""
            : " To keep the images before it, delete its line and all after it from progress.csv and give --resume.";
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "%s, %s: the rows of image '%s' are not those that the run wrote (%s). Restore the file, or start again with --overwrite.%s",
            table.file(),
            place(mark),
            image,
            found,
            mend));
  }

  private String place(GrowthMark mark) {
    return table.schema().isCompressed()
        ? String.format(Locale.ROOT, "bytes up to %d", mark.length())
        : String.format(
            Locale.ROOT, "lines %d to %d", linesBefore + 1, Math.max(lines, linesBefore + 1));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
