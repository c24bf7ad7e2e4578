package vitexplain.image.codec;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * The chunk structure of a PNG stream (PNG specification, section 5). Java's reader checks neither
 * the checksums nor that the stream is whole, and reads texts and profiles whatever their size.
 */
public final class PngChunks {

  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int HEADER_BYTES = 8;
  private static final int CRC_BYTES = 4;
  private static final int COLOUR_TYPE = 25;
  private static final int PALETTE = 3;

  /** Deflate makes a byte of at most this many. */
  private static final int MOST_INFLATED = 1032;

  private PngChunks() {}

  static boolean isPng(byte[] bytes) {
    return bytes.length >= Long.BYTES && ByteBuffer.wrap(bytes).getLong() == SIGNATURE;
  }

  /** Whether the pixels are indices of a palette. */
  public static boolean hasPalette(byte[] bytes) {
    return bytes[COLOUR_TYPE] == PALETTE;
  }

  /** One chunk: its type, where its content begins, and how long that is. */
  private record Chunk(String type, int start, int length) {
    boolean isCritical() {
      return Character.isUpperCase(type.charAt(0));
    }

    int end() {
      return start + length + CRC_BYTES;
    }

    static Chunk at(byte[] bytes, int at) throws EOFException {
      if (bytes.length - at < HEADER_BYTES + CRC_BYTES) {
        throw truncated(bytes);
      }
      int length = ByteBuffer.wrap(bytes).getInt(at);
      if (length < 0 || length > bytes.length - at - HEADER_BYTES - CRC_BYTES) {
        throw truncated(bytes);
      }
      String type = new String(bytes, at + 4, Integer.BYTES, StandardCharsets.ISO_8859_1);
      return new Chunk(type, at + HEADER_BYTES, length);
    }
  }

  /**
   * The stream without what does not bear on its pixels.
   *
   * @return the signature, the critical chunks and tRNS; the array given if there are no others
   * @throws EOFException if the stream ends before its IEND chunk does, or is too short for its
   *     size
   * @throws IOException if the checksum of a critical chunk does not fit its content
   */
  static byte[] ofPixels(byte[] bytes) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(Long.BYTES);
    kept.write(bytes, 0, Long.BYTES);
    long compressed = 0;
    boolean all = true;
    int at = Long.BYTES;
    while (true) {
      Chunk chunk = Chunk.at(bytes, at);
      CRC32 crc = new CRC32();
      crc.update(bytes, at + 4, Integer.BYTES + chunk.length());
      int stored = ByteBuffer.wrap(bytes).getInt(chunk.end() - CRC_BYTES);
      if (stored != (int) crc.getValue() && chunk.isCritical()) {
        throw new IOException("corrupt: the checksum of its " + chunk.type() + " chunk is wrong");
      }
      boolean needed = chunk.isCritical() || chunk.type().equals("tRNS");
      if (!needed && all) {
        kept.write(bytes, Long.BYTES, at - Long.BYTES);
        all = false;
      } else if (needed && !all) {
        kept.write(bytes, at, chunk.end() - at);
      }
      compressed += chunk.type().equals("IDAT") ? chunk.length() : 0;
      if (chunk.type().equals("IEND")) {
        requireEnough(bytes, compressed);
        return all ? bytes : kept.toByteArray();
      }
      at = chunk.end();
    }
  }

  private static void requireEnough(byte[] bytes, long compressed) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    int width = header.getInt(16);
    int height = header.getInt(20);
    PixelLimit.require(width, height);
    int bits = bytes[24] * (bytes[COLOUR_TYPE] == 2 ? 3 : 1);
    if ((double) width * height * bits / Byte.SIZE > (double) compressed * MOST_INFLATED) {
      throw new EOFException(
          String.format(
              Locale.ROOT,
              "truncated: its header claims %d x %d pixels, which need more than %d bytes",
              width,
              height,
              compressed));
    }
  }

  /** Where the content of the eXIf chunk begins; -1 if there is none. */
  static int exif(byte[] bytes) {
    try {
      int at = Long.BYTES;
      while (true) {
        Chunk chunk = Chunk.at(bytes, at);
        if (chunk.type().equals("eXIf")) {
          return chunk.start();
        }
        at = chunk.end();
      }
    } catch (EOFException atItsEnd) {
      return -1;
    }
  }

  private static EOFException truncated(byte[] bytes) {
    return new EOFException("truncated: no IEND chunk within " + bytes.length + " bytes");
  }
}
