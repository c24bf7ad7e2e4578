package vitexplain.image.codec;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Optional;

/**
 * PNG of any colour type to grey or RGB, from raster samples: a colour conversion by Java 2D would
 * change grey values, because it takes grey for linear light.
 */
public final class PngDecoder {

  private PngDecoder() {}

  public static Pixels decode(byte[] bytes) throws IOException {
    BufferedImage image = image(bytes);
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel palette) {
      return fromPalette(raster, palette);
    }
    int bands = raster.getNumBands();
    int channels = bands <= 2 ? 1 : 3;
    int highByte = raster.getSampleModel().getSampleSize(0) == 16 ? 8 : 0;
    int width = raster.getWidth();
    Optional<byte[]> stored = RasterReader.interleaved(raster, channels);
    if (stored.isPresent()) {
      return new Pixels(width, raster.getHeight(), channels, stored.get());
    }
    byte[] data = new byte[width * raster.getHeight() * channels];
    int[] samples = new int[width * bands];
    int to = 0;
    for (int row = 0; row < raster.getHeight(); row++) {
      RasterReader.row(raster, row, samples);
      for (int column = 0; column < width; column++) {
        for (int c = 0; c < channels; c++) {
          data[to++] = (byte) (samples[column * bands + c] >> highByte);
        }
      }
    }
    return new Pixels(width, raster.getHeight(), channels, data);
  }

  /** The decoded samples; a palette's are its indices. */
  public static BufferedImage image(byte[] bytes) throws IOException {
    return RasterReader.read(PngChunks.ofPixels(bytes), "png", reader -> reader.read(0));
  }

  /** Also grey images of 1, 2 and 4 bits, which Java's reader gives a palette of equal steps. */
  private static Pixels fromPalette(Raster raster, IndexColorModel palette) throws IOException {
    int width = raster.getWidth();
    byte[] data = new byte[width * raster.getHeight() * 3];
    int[] samples = new int[width];
    int to = 0;
    for (int row = 0; row < raster.getHeight(); row++) {
      RasterReader.row(raster, row, samples);
      for (int index : samples) {
        if (index >= palette.getMapSize()) {
          throw new IOException(
              "corrupt: colour " + index + " of a palette of " + palette.getMapSize());
        }
        data[to++] = (byte) palette.getRed(index);
        data[to++] = (byte) palette.getGreen(index);
        data[to++] = (byte) palette.getBlue(index);
      }
    }
    return new Pixels(width, raster.getHeight(), 3, data);
  }
}
