package vitexplain.image.codec;

import java.io.EOFException;
import java.io.IOException;
import java.util.BitSet;
import java.util.Locale;

/** A JPEG frame (ITU-T T.81, B.2.2) and which of its components a scan has shown so far. */
final class JpegFrame {

  /** Scans of any picture. Encoders write about ten; each is a pass over the whole picture. */
  private static final int SCANS = 100;

  /** Passes times pixels beyond which a picture of more scans would take minutes. */
  private static final long SCANNED_PIXELS = 2_000_000_000L;

  private static final int BASELINE = 0xc0;
  private static final int EXTENDED = 0xc1;
  private static final int PROGRESSIVE = 0xc2;
  private static final int ARITHMETIC = 0xc9;
  private static final int PROGRESSIVE_ARITHMETIC = 0xca;
  private static final int LAST_HUFFMAN = 0xc7;
  private static final int BLOCK = 8;

  private final int marker;
  private final int width;
  private final int height;
  private final byte[] ids;
  private final BitSet scanned = new BitSet();

  private JpegFrame(int marker, int width, int height, byte[] ids) {
    this.marker = marker;
    this.width = width;
    this.height = height;
    this.ids = ids;
  }

  /**
   * Reads a frame header.
   *
   * @param marker its marker's code
   * @param at where its length stands
   * @throws IOException if it is of a kind that is not read, has another number of components, or
   *     the file too few bytes for it
   */
  static JpegFrame read(int marker, byte[] bytes, int at, int length) throws IOException {
    if (marker > PROGRESSIVE && marker != ARITHMETIC && marker != PROGRESSIVE_ARITHMETIC) {
      throw new IOException(
          "a lossless or hierarchical JPEG; baseline and progressive ones are read");
    }
    int count = length >= 8 ? bytes[at + 7] & 0xff : 0;
    if ((count != 1 && count != 3 && count != 4) || length < 8 + 3 * count) {
      throw new IOException(count + " components; expected 1, 3 or 4");
    }
    byte[] ids = new byte[count];
    for (int i = 0; i < count; i++) {
      ids[i] = bytes[at + 8 + 3 * i];
    }
    int height = (bytes[at + 3] & 0xff) << 8 | (bytes[at + 4] & 0xff);
    int width = (bytes[at + 5] & 0xff) << 8 | (bytes[at + 6] & 0xff);
    PixelLimit.require(width, height);
    JpegFrame frame = new JpegFrame(marker, width, height, ids);
    // Every block of a Huffman-coded picture takes a bit at least.
    if (marker <= LAST_HUFFMAN && 8L * bytes.length < frame.leastBlocks(bytes, at)) {
      throw new EOFException(
          String.format(
              Locale.ROOT,
              "truncated: its header claims %d x %d pixels, which need more than %d bytes",
              width,
              height,
              bytes.length));
    }
    return frame;
  }

  /** Blocks of all components; fewer than there are where sizes do not divide evenly. */
  private long leastBlocks(byte[] bytes, int at) {
    int widest = 1;
    int highest = 1;
    int samples = 0;
    for (int i = 0; i < ids.length; i++) {
      int factors = bytes[at + 9 + 3 * i] & 0xff;
      widest = Math.max(widest, factors >> 4);
      highest = Math.max(highest, factors & 15);
      samples += (factors >> 4) * (factors & 15);
    }
    return (long) width * height * samples / ((long) BLOCK * BLOCK * widest * highest);
  }

  /** Component identifiers in order. */
  byte[] ids() {
    return ids;
  }

  /** Whether each component is coded in one scan. */
  boolean isSequential() {
    return marker == BASELINE || marker == EXTENDED;
  }

  /** Whether every component has been in a scan. */
  boolean isScanned() {
    return scanned.cardinality() == ids.length;
  }

  /** Notes the components of a scan header. */
  void scan(byte[] bytes, int at, int length) {
    for (int from = at + 3; from < at + length - 3; from += 2) {
      for (int i = 0; i < ids.length; i++) {
        if (ids[i] == bytes[from]) {
          scanned.set(i);
        }
      }
    }
  }

  /**
   * @param scans so far
   * @throws IOException if reading them would take minutes
   */
  void requireReadable(int scans) throws IOException {
    long pixels = (long) width * height;
    if (scans > SCANS && scans * pixels > SCANNED_PIXELS) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "it has more than %d scans of %d x %d pixels; at most %d are read of such a size",
              scans - 1,
              width,
              height,
              Math.max(SCANS, SCANNED_PIXELS / pixels)));
    }
  }
}
