package vitexplain.image.codec;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the marker segments of a JPEG stream say about how its samples are to be read (ITU-T T.81,
 * annex B).
 *
 * @param components samples per pixel: 1, 3 or 4
 * @param colour what three or four components mean
 * @param stream the bytes from the first marker to the end-of-image marker: those given, unless
 *     something stands between the samples and that marker; not copied
 */
record JpegMarkers(int components, Colour colour, byte[] stream) {

  /** The colour models that libjpeg tells apart. */
  enum Colour {
    GREY,
    RGB,
    YCBCR,
    CMYK,
    YCCK
  }

  private static final int START = 0xd8;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int QUANTISATION = 0xdb;
  private static final int JFIF = 0xe0;
  private static final int EXIF = 0xe1;
  private static final int ADOBE = 0xee;
  private static final int COEFFICIENTS = 64;
  private static final String EXIF_NAME = "Exif\0\0";

  static boolean isJpeg(byte[] bytes) {
    return bytes.length >= 3
        && (bytes[0] & 0xff) == 0xff
        && (bytes[1] & 0xff) == START
        && (bytes[2] & 0xff) == 0xff;
  }

  /**
   * Walks the segments up to the end-of-image marker. A search for its two bytes would not do:
   * thumbnails inside EXIF segments bring their own.
   *
   * <p>Once a sequential stream has shown every component, whatever follows is left out: libjpeg
   * does not need the end-of-image marker either, and some phones write a trailer in its place.
   *
   * @throws EOFException if the stream ends before that marker does: the file is truncated
   * @throws IOException if it has no frame, more scans than are read, or too few bytes for its size
   */
  static JpegMarkers read(byte[] bytes) throws IOException {
    boolean jfif = false;
    int adobeTransform = -1;
    JpegFrame frame = null;
    int scans = 0;
    int at = 2;
    while (true) {
      boolean complete = frame != null && frame.isSequential() && frame.isScanned();
      int next = nextMarker(bytes, at);
      if (complete && (next == bytes.length || (bytes[next] & 0xff) != END)) {
        return of(frame, jfif, adobeTransform, cut(bytes, next == bytes.length ? next : next - 1));
      }
      if (next == bytes.length) {
        throw truncated(bytes);
      }
      int marker = bytes[next] & 0xff;
      at = next + 1;
      if (marker == END) {
        return of(frame, jfif, adobeTransform, bytes);
      }
      if (marker == START || marker == 0x01) {
        continue;
      }
      int length = at + 2 <= bytes.length ? unsigned16(bytes, at) : bytes.length;
      if (at + length > bytes.length) {
        throw truncated(bytes);
      }
      if (marker == JFIF && startsWith(bytes, at + 2, "JFIF\0")) {
        jfif = true;
      } else if (marker == ADOBE && length >= 14 && startsWith(bytes, at + 2, "Adobe")) {
        adobeTransform = bytes[at + 13] & 0xff;
      } else if (marker == QUANTISATION) {
        requireEightBits(bytes, at + 2, at + length);
      } else if (isFrame(marker)) {
        frame = JpegFrame.read(marker, bytes, at, length);
      } else if (marker == SCAN) {
        if (frame == null) {
          throw new IOException("a scan stands before the frame header");
        }
        frame.scan(bytes, at, length);
        frame.requireReadable(++scans);
      }
      at += length;
    }
  }

  /**
   * Where the content of the first EXIF segment begins, behind its name; -1 if there is none before
   * the samples.
   */
  static int exif(byte[] bytes) {
    int at = 2;
    while (true) {
      int next = nextMarker(bytes, at);
      if (next + 2 >= bytes.length || (bytes[next] & 0xff) == SCAN) {
        return -1;
      }
      int marker = bytes[next] & 0xff;
      at = next + 1;
      if (marker == EXIF && startsWith(bytes, at + 2, EXIF_NAME)) {
        return at + 2 + EXIF_NAME.length();
      }
      boolean bare = marker == START || marker == END || marker == 0x01;
      at += bare ? 0 : unsigned16(bytes, at);
    }
  }

  private static JpegMarkers of(JpegFrame frame, boolean jfif, int adobeTransform, byte[] stream)
      throws IOException {
    if (frame == null) {
      throw new IOException("no frame header");
    }
    byte[] ids = frame.ids();
    return new JpegMarkers(ids.length, colour(ids, jfif, adobeTransform), stream);
  }

  /** Java's codec takes larger divisors wrongly: by up to 65 grey levels in the mean. */
  private static void requireEightBits(byte[] bytes, int from, int end) throws IOException {
    int at = from;
    while (at < end) {
      boolean words = (bytes[at] & 0xf0) != 0;
      int next = at + 1 + (words ? 2 : 1) * COEFFICIENTS;
      for (int value = at + 1; words && value + 1 < Math.min(end, next); value += 2) {
        if (bytes[value] != 0) {
          throw new IOException(
              "its quantisation tables hold "
                  + unsigned16(bytes, value)
                  + "; at most 255 is decoded rightly here");
        }
      }
      at = next;
    }
  }

  /** What ends before a place, and an end-of-image marker. */
  private static byte[] cut(byte[] bytes, int end) {
    byte[] stream = Arrays.copyOf(bytes, end + 2);
    stream[end] = (byte) 0xff;
    stream[end + 1] = (byte) END;
    return stream;
  }

  /**
   * The place of the next marker's code, or the number of bytes if there is none; entropy-coded
   * data, stuffing and restarts are skipped.
   */
  private static int nextMarker(byte[] bytes, int from) {
    for (int at = from; at + 1 < bytes.length; at++) {
      int code = bytes[at + 1] & 0xff;
      boolean restart = code >= 0xd0 && code <= 0xd7;
      if ((bytes[at] & 0xff) == 0xff && code != 0 && code != 0xff && !restart) {
        return at + 1;
      }
    }
    return bytes.length;
  }

  private static EOFException truncated(byte[] bytes) {
    return new EOFException("truncated: no end-of-image marker after " + bytes.length + " bytes");
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** libjpeg's rules (jdapimin.c, default_decompress_parms). */
  private static Colour colour(byte[] ids, boolean jfif, int adobeTransform) {
    return switch (ids.length) {
      case 1 -> Colour.GREY;
      case 3 -> {
        boolean named = ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B';
        boolean rgb = !jfif && (adobeTransform == 0 || (adobeTransform < 0 && named));
        yield rgb ? Colour.RGB : Colour.YCBCR;
      }
      // An Adobe segment with any transform but "none" is taken for YCCK.
      default -> adobeTransform > 0 ? Colour.YCCK : Colour.CMYK;
    };
  }

  private static boolean startsWith(byte[] bytes, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int unsigned16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
