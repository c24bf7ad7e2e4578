package vitexplain.image;

import java.io.EOFException;
import java.io.IOException;

/**
 * What the marker segments of a JPEG stream say about how its samples are to be read (ITU-T T.81,
 * annex B).
 *
 * @param components samples per pixel: 1, 3 or 4
 * @param colour what three or four components mean
 */
record JpegMarkers(int components, Colour colour) {

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
  private static final int JFIF = 0xe0;
  private static final int ADOBE = 0xee;

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
   * @throws EOFException if the stream ends before that marker does: the file is truncated
   */
  static JpegMarkers read(byte[] bytes) throws IOException {
    boolean jfif = false;
    int adobeTransform = -1;
    byte[] componentIds = {};
    int at = 2;
    while (true) {
      at = nextMarker(bytes, at);
      int marker = bytes[at++] & 0xff;
      if (marker == END) {
        return new JpegMarkers(componentIds.length, colour(componentIds, jfif, adobeTransform));
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
      } else if (isFrame(marker)) {
        componentIds = componentIds(bytes, at, length);
      } else if (marker == SCAN && componentIds.length == 0) {
        throw new IOException("a scan stands before the frame header");
      }
      at += length;
    }
  }

  /** The place of the next marker's code; entropy-coded data, stuffing and restarts are skipped. */
  private static int nextMarker(byte[] bytes, int from) throws IOException {
    for (int at = from; at + 1 < bytes.length; at++) {
      int code = bytes[at + 1] & 0xff;
      boolean restart = code >= 0xd0 && code <= 0xd7;
      if ((bytes[at] & 0xff) == 0xff && code != 0 && code != 0xff && !restart) {
        return at + 1;
      }
    }
    throw truncated(bytes);
  }

  private static EOFException truncated(byte[] bytes) {
    return new EOFException("truncated: no end-of-image marker after " + bytes.length + " bytes");
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static byte[] componentIds(byte[] bytes, int at, int length) throws IOException {
    int count = length >= 8 ? bytes[at + 7] & 0xff : 0;
    if ((count != 1 && count != 3 && count != 4) || length < 8 + 3 * count) {
      throw new IOException(count + " components; expected 1, 3 or 4");
    }
    byte[] ids = new byte[count];
    for (int i = 0; i < count; i++) {
      ids[i] = bytes[at + 8 + 3 * i];
    }
    return ids;
  }

  /** libjpeg's rules (jdapimin.c, default_decompress_parms). */
  private static Colour colour(byte[] ids, boolean jfif, int adobeTransform) throws IOException {
    return switch (ids.length) {
      case 1 -> Colour.GREY;
      case 3 -> {
        boolean named = ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B';
        boolean rgb = !jfif && (adobeTransform == 0 || (adobeTransform < 0 && named));
        yield rgb ? Colour.RGB : Colour.YCBCR;
      }
      case 4 -> adobeTransform == 2 ? Colour.YCCK : Colour.CMYK;
      default -> throw new IOException("no frame header");
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
