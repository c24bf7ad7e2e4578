package vitexplain.image.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held: the stored rows and columns are not always those of the upright picture.
 *
 * @param code EXIF tag 0x0112, 1 (upright) to 8
 */
public record Orientation(int code) {

  private static final Orientation UPRIGHT = new Orientation(1);

  private static final int TAG = 0x0112;
  private static final int ENTRY_BYTES = 12;

  /**
   * The orientation that a file's EXIF states; upright where it states none or nonsense, since
   * broken metadata are no reason to refuse a picture that decodes. Nothing else of the metadata is
   * read: a text of 1 MB may expand to 1 GB.
   *
   * @param bytes a JPEG or PNG file
   */
  public static Orientation of(byte[] bytes) {
    int start = JpegMarkers.isJpeg(bytes) ? JpegMarkers.exif(bytes) : PngChunks.exif(bytes);
    if (start < 0 || bytes.length - start < 8) {
      return UPRIGHT;
    }
    ByteBuffer tiff = ByteBuffer.wrap(bytes, start, bytes.length - start).slice();
    if (tiff.getShort(0) == ('I' << 8 | 'I')) {
      tiff.order(ByteOrder.LITTLE_ENDIAN);
    } else if (tiff.getShort(0) != ('M' << 8 | 'M')) {
      return UPRIGHT;
    }
    int code = ofFirstDirectory(tiff);
    return code < 1 || code > 8 ? UPRIGHT : new Orientation(code);
  }

  /** The value of the tag in the first directory (TIFF 6.0, section 2); 0 if it has none. */
  private static int ofFirstDirectory(ByteBuffer tiff) {
    int directory = tiff.getInt(4);
    if (directory < 0 || directory > tiff.limit() - 2) {
      return 0;
    }
    int entries = Short.toUnsignedInt(tiff.getShort(directory));
    int code = 0;
    for (int i = 0; i < entries; i++) {
      long at = directory + 2L + (long) i * ENTRY_BYTES;
      if (at + ENTRY_BYTES > tiff.limit()) {
        break;
      }
      if (Short.toUnsignedInt(tiff.getShort((int) at)) == TAG) {
        code = value(tiff, (int) at);
      }
    }
    return code;
  }

  private static int value(ByteBuffer tiff, int entry) {
    return switch (tiff.getShort(entry + 2)) {
      case 1 -> tiff.get(entry + 8);
      case 3 -> tiff.getShort(entry + 8);
      case 4 -> tiff.getInt(entry + 8);
      default -> 0;
    };
  }

  /** Whether the stored picture is upright. */
  public boolean isUpright() {
    return code == 1;
  }

  /** Columns of the upright picture; width and height are exchanged for codes 5 to 8. */
  public int width(int storedWidth, int storedHeight) {
    return code >= 5 ? storedHeight : storedWidth;
  }

  /** Rows of the upright picture. */
  public int height(int storedWidth, int storedHeight) {
    return code >= 5 ? storedWidth : storedHeight;
  }

  /** Told where a stored pixel goes; both are indices in row-major order. */
  @FunctionalInterface
  public interface Move {
    void pixel(int from, int to);
  }

  /** Every pixel of the upright picture, row by row. */
  public void forEach(int storedWidth, int storedHeight, Move move) {
    boolean transposed = code >= 5;
    boolean rightToLeft = code == 2 || code == 3 || code == 7 || code == 8;
    boolean bottomUp = code == 3 || code == 4 || code == 6 || code == 7;
    int width = width(storedWidth, storedHeight);
    int height = height(storedWidth, storedHeight);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int x = transposed ? row : column;
        int y = transposed ? column : row;
        int fromColumn = rightToLeft ? storedWidth - 1 - x : x;
        int fromRow = bottomUp ? storedHeight - 1 - y : y;
        move.pixel(fromRow * storedWidth + fromColumn, row * width + column);
      }
    }
  }

  /** The picture as it is to be seen. */
  public Pixels upright(Pixels stored) {
    if (isUpright()) {
      return stored;
    }
    int channels = stored.channels();
    byte[] data = new byte[stored.data().length];
    forEach(
        stored.width(),
        stored.height(),
        (from, to) ->
            System.arraycopy(stored.data(), from * channels, data, to * channels, channels));
    return new Pixels(
        width(stored.width(), stored.height()),
        height(stored.width(), stored.height()),
        channels,
        data);
  }
}
