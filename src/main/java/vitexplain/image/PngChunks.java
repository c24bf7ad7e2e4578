package vitexplain.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The chunk structure of a PNG stream (PNG specification, section 5). Java's reader checks neither
 * the checksums nor that the stream is whole.
 */
final class PngChunks {

  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int HEADER_BYTES = 8;
  private static final int CRC_BYTES = 4;

  private PngChunks() {}

  static boolean isPng(byte[] bytes) {
    return bytes.length >= Long.BYTES && ByteBuffer.wrap(bytes).getLong() == SIGNATURE;
  }

  /**
   * @throws EOFException if the stream ends before its IEND chunk does
   * @throws IOException if the checksum of a critical chunk does not fit its content
   */
  static void check(byte[] bytes) throws IOException {
    ByteBuffer stream = ByteBuffer.wrap(bytes).position(Long.BYTES);
    while (true) {
      if (stream.remaining() < HEADER_BYTES + CRC_BYTES) {
        throw truncated(bytes);
      }
      int length = stream.getInt();
      if (length < 0 || length > stream.remaining() - Integer.BYTES - CRC_BYTES) {
        throw truncated(bytes);
      }
      int start = stream.position();
      String type = new String(bytes, start, Integer.BYTES, StandardCharsets.ISO_8859_1);
      CRC32 crc = new CRC32();
      crc.update(bytes, start, Integer.BYTES + length);
      stream.position(start + Integer.BYTES + length);
      boolean critical = Character.isUpperCase(type.charAt(0));
      if (stream.getInt() != (int) crc.getValue() && critical) {
        throw new IOException("corrupt: the checksum of its " + type + " chunk is wrong");
      }
      if (type.equals("IEND")) {
        return;
      }
    }
  }

  private static EOFException truncated(byte[] bytes) {
    return new EOFException("truncated: no IEND chunk within " + bytes.length + " bytes");
  }
}
