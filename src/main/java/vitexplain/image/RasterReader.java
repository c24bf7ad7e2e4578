package vitexplain.image;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Runs an ImageIO codec so that what it would pass over in silence becomes an error. */
final class RasterReader {

  /** One decoding step on an opened reader. */
  @FunctionalInterface
  interface Step<T> {
    T apply(ImageReader reader) throws IOException;
  }

  private RasterReader() {}

  /**
   * @param format {@code jpeg} or {@code png}
   * @throws IOException if no pixel could be decoded, fewer than the header promises, or the header
   *     promises more than {@link ImageFiles#MAX_PIXELS}
   */
  static <T> T read(byte[] bytes, String format, Step<T> step) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    ImageReader reader = readers.next();
    AtomicReference<String> missingData = new AtomicReference<>();
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      // Metadata is ignored: broken profiles and texts are no reason to refuse a picture.
      reader.setInput(stream, true, true);
      refuseAbsurdSize(reader.getWidth(0), reader.getHeight(0));
      reader.addIIOReadWarningListener(
          (source, warning) -> {
            if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
              missingData.set(warning);
            }
          });
      T result = step.apply(reader);
      if (missingData.get() != null) {
        throw new IOException("truncated: " + missingData.get());
      }
      return result;
    } finally {
      reader.dispose();
    }
  }

  private static void refuseAbsurdSize(int width, int height) throws IOException {
    if ((long) width * height > ImageFiles.MAX_PIXELS) {
      throw new IOException(
          "its header claims "
              + width
              + " x "
              + height
              + " pixels, more than the "
              + ImageFiles.MAX_PIXELS / 1_000_000
              + " megapixels that are read");
    }
  }

  /** The samples of one row, [column][band], in the caller's array. */
  static void row(Raster raster, int row, int[] samples) {
    raster.getPixels(raster.getMinX(), raster.getMinY() + row, raster.getWidth(), 1, samples);
  }
}
