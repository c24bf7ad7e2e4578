package vitexplain.image.codec;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Runs an ImageIO codec so that what it would pass over in silence becomes an error. */
public final class RasterReader {

  /** One decoding step on an opened reader. */
  @FunctionalInterface
  interface Step<T> {
    T apply(ImageReader reader) throws IOException;
  }

  private RasterReader() {}

  /**
   * @param format {@code jpeg} or {@code png}
   * @throws IOException if no pixel could be decoded, fewer than the header promises, or the header
   *     is beyond the {@link PixelLimit}
   */
  static <T> T read(byte[] bytes, String format, Step<T> step) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    AtomicReference<String> missingData = new AtomicReference<>();
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      // Metadata is ignored: broken profiles and texts are no reason to refuse a picture.
      reader.setInput(stream, true, true);
      PixelLimit.require(reader.getWidth(0), reader.getHeight(0));
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
    } catch (RuntimeException e) {
      // The codecs throw unchecked exceptions of many kinds on corrupt input.
      throw new IOException(ImageBytes.reason(e), e);
    } finally {
      reader.dispose();
    }
  }

  /**
   * The array of a raster whose samples lie row by row, pixel by pixel, in the order of its bands.
   *
   * @param channels that are asked for
   * @return empty if they lie otherwise or there are other bands too
   */
  static Optional<byte[]> interleaved(Raster raster, int channels) {
    int width = raster.getWidth();
    if (raster.getNumBands() == channels
        && raster.getDataBuffer() instanceof DataBufferByte buffer
        && buffer.getNumBanks() == 1
        && buffer.getOffset() == 0
        && buffer.getSize() == width * raster.getHeight() * channels
        && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
        && model.getScanlineStride() == width * channels
        && model.getPixelStride() == channels
        && inOrder(model.getBandOffsets())
        && raster.getParent() == null) {
      return Optional.of(buffer.getData());
    }
    return Optional.empty();
  }

  private static boolean inOrder(int[] offsets) {
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] != i) {
        return false;
      }
    }
    return true;
  }

  /** The samples of one row, [column][band], in the caller's array. */
  public static void row(Raster raster, int row, int[] samples) {
    raster.getPixels(raster.getMinX(), raster.getMinY() + row, raster.getWidth(), 1, samples);
  }
}
