package vitexplain.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * How a camera was held: the stored rows and columns are not always those of the upright picture.
 *
 * @param code EXIF tag 0x0112, 1 (upright) to 8
 */
record Orientation(int code) {

  private static final Orientation UPRIGHT = new Orientation(1);

  /** The orientation that a file's EXIF states; upright where it states none or nonsense. */
  static Orientation of(byte[] bytes) throws IOException {
    try {
      ExifIFD0Directory exif =
          ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes), bytes.length)
              .getFirstDirectoryOfType(ExifIFD0Directory.class);
      Integer code = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      return code == null || code < 1 || code > 8 ? UPRIGHT : new Orientation(code);
    } catch (ImageProcessingException e) {
      return UPRIGHT; // Broken metadata is no reason to refuse a picture that decodes.
    }
  }

  /** The picture as it is to be seen; width and height are exchanged for codes 5 to 8. */
  Pixels upright(Pixels stored) {
    if (code == 1) {
      return stored;
    }
    boolean transposed = code >= 5;
    boolean rightToLeft = code == 2 || code == 3 || code == 7 || code == 8;
    boolean bottomUp = code == 3 || code == 4 || code == 6 || code == 7;
    int width = transposed ? stored.height() : stored.width();
    int height = transposed ? stored.width() : stored.height();
    int channels = stored.channels();
    byte[] data = new byte[stored.data().length];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int x = transposed ? row : column;
        int y = transposed ? column : row;
        int fromColumn = rightToLeft ? stored.width() - 1 - x : x;
        int fromRow = bottomUp ? stored.height() - 1 - y : y;
        int from = (fromRow * stored.width() + fromColumn) * channels;
        System.arraycopy(stored.data(), from, data, (row * width + column) * channels, channels);
      }
    }
    return new Pixels(width, height, channels, data);
  }
}
