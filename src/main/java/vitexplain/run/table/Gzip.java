package vitexplain.run.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Members of a gzip file (RFC 1952). Any number of them, one behind the other, is a gzip file, so
 * it can grow and be cut back member by member.
 */
final class Gzip {
  /** Bytes of a member before its content. */
  static final int HEADER = 10;

  private static final int ID1 = 0x1f;
  private static final int ID2 = 0x8b;

  private Gzip() {}

  /** A member of some content, made as small as can be; its bytes depend on the zlib in use. */
  static byte[] member(byte[] content) {
    return member(content, Deflater.BEST_COMPRESSION);
  }

  /** A member that holds its content as it is: the same bytes on every machine. */
  static byte[] stored(byte[] content) {
    return member(content, Deflater.NO_COMPRESSION);
  }

  private static byte[] member(byte[] content, int level) {
    GzipParameters parameters = new GzipParameters();
    parameters.setCompressionLevel(level);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GzipCompressorOutputStream(bytes, parameters)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Whether a member may begin so; fewer bytes than its mark has may be the rest of a torn one. */
  static boolean canBegin(byte[] first) {
    return (first.length < 1 || Byte.toUnsignedInt(first[0]) == ID1)
        && (first.length < 2 || Byte.toUnsignedInt(first[1]) == ID2);
  }

  /**
   * The content of all members.
   *
   * @throws IOException here or while reading, if anything else lies before, between or behind them
   */
  static InputStream content(InputStream members) throws IOException {
    return new GzipCompressorInputStream(members, true);
  }
}
