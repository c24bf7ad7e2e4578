package vitexplain.image.codec;

import java.awt.image.Raster;
import java.io.IOException;
import vitexplain.image.codec.JpegMarkers.Colour;

/**
 * JPEG to grey or RGB. The codec only undoes the compression; colour is converted here with
 * libjpeg's integer tables and Pillow's CMYK rule, because ImageIO would apply embedded profiles,
 * which the tools that Vision Transformers are trained with do not.
 */
public final class JpegDecoder {

  private static final int HALF = 1 << 15;

  private JpegDecoder() {}

  public static Pixels decode(byte[] bytes) throws IOException {
    JpegMarkers markers = JpegMarkers.read(bytes);
    Raster raster =
        RasterReader.read(markers.stream(), "jpeg", reader -> reader.readRaster(0, null));
    int bands = raster.getNumBands();
    if (bands != markers.components()) {
      throw new IOException(bands + " bands decoded of " + markers.components() + " components");
    }
    int channels = markers.colour() == Colour.GREY ? 1 : 3;
    int width = raster.getWidth();
    // In place where a pixel has as many samples as channels: a picture may be as large as the heap
    // allows.
    byte[] data =
        RasterReader.interleaved(raster, channels)
            .orElseGet(() -> new byte[width * raster.getHeight() * channels]);
    int[] samples = new int[width * bands];
    for (int row = 0; row < raster.getHeight(); row++) {
      RasterReader.row(raster, row, samples);
      for (int column = 0; column < width; column++) {
        int to = (row * width + column) * channels;
        convert(markers.colour(), samples, column * bands, data, to);
      }
    }
    return new Pixels(width, raster.getHeight(), channels, data);
  }

  private static void convert(Colour colour, int[] samples, int from, byte[] data, int to) {
    switch (colour) {
      case GREY -> data[to] = (byte) samples[from];
      case RGB -> {
        for (int c = 0; c < 3; c++) {
          data[to + c] = (byte) samples[from + c];
        }
      }
      case YCBCR -> {
        for (int c = 0; c < 3; c++) {
          data[to + c] = (byte) fromYcc(samples, from, c);
        }
      }
      // Adobe stores ink inverted: 255 is no ink, so the stored value is already "255 - ink".
      case CMYK -> {
        for (int c = 0; c < 3; c++) {
          data[to + c] = (byte) withoutInk(255 - samples[from + c], samples[from + 3]);
        }
      }
      // The YCC part of YCCK is the complement of the stored CMY.
      case YCCK -> {
        for (int c = 0; c < 3; c++) {
          data[to + c] = (byte) withoutInk(fromYcc(samples, from, c), samples[from + 3]);
        }
      }
    }
  }

  /** One of R, G, B from Y, Cb, Cr: libjpeg's 16-bit fixed-point form of JFIF's equations. */
  private static int fromYcc(int[] samples, int from, int channel) {
    int y = samples[from];
    int cb = samples[from + 1] - 128;
    int cr = samples[from + 2] - 128;
    int offset =
        switch (channel) {
          case 0 -> (91881 * cr + HALF) >> 16;
          case 1 -> (-22554 * cb - 46802 * cr + HALF) >> 16;
          default -> (116130 * cb + HALF) >> 16;
        };
    return Math.max(0, Math.min(255, y + offset));
  }

  /** Light left by an ink and black: Pillow's (255 - K) - C (255 - K) / 255, rounded. */
  private static int withoutInk(int ink, int light) {
    int product = ink * light + 128;
    return Math.max(0, light - ((product + (product >> 8)) >> 8));
  }
}
