package vitexplain.image.mask;

import java.awt.Transparency;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vitexplain.image.codec.JpegDecoder;
import vitexplain.image.codec.Pixels;
import vitexplain.image.codec.PngChunks;
import vitexplain.image.codec.PngDecoder;
import vitexplain.image.codec.RasterReader;

/**
 * A mask's samples as they are stored: a palette's indices and 16-bit values, which a conversion to
 * grey would lose.
 *
 * @param width columns
 * @param height rows
 * @param kind what the values are
 * @param values [height * width], row-major, as unsigned numbers; not copied
 * @param largest the largest value that such a file can hold: white where the kind is grey
 * @param alpha opacity of each pixel, 0 to {@code largest}; empty if all are opaque
 * @param palette colours 0xRRGGBB by index where the kind is a palette, else of length 0
 */
record MaskSamples(
    int width,
    int height,
    Kind kind,
    char[] values,
    int largest,
    Optional<char[]> alpha,
    int[] palette) {

  private static final int WORD = 0xffff;

  /** Of a palette's colours, and white of 8 bits. */
  private static final int OPAQUE = 255;

  /** What the values of a mask are. */
  enum Kind {
    /** Grey levels or ids. */
    GREY,
    /** Indices of a palette. */
    PALETTE,
    /** Numbers given to colours in the order of their appearance. */
    COLOURS,
    /** Grey levels of a JPEG, whose values change as it is saved. */
    LOSSY_GREY
  }

  /** Which values appear. */
  BitSet used() {
    return used(values);
  }

  static BitSet used(char[] values) {
    BitSet used = new BitSet();
    for (char value : values) {
      used.set(value);
    }
    return used;
  }

  static MaskSamples ofJpeg(byte[] bytes) throws IOException {
    Pixels grey = JpegDecoder.decode(bytes).grey();
    char[] values = new char[grey.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (char) (grey.data()[i] & 0xff);
    }
    return new MaskSamples(
        grey.width(), grey.height(), Kind.LOSSY_GREY, values, OPAQUE, Optional.empty(), new int[0]);
  }

  static MaskSamples ofPng(byte[] bytes) throws IOException {
    BufferedImage image = PngDecoder.image(bytes);
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return indexed(raster, palette, PngChunks.hasPalette(bytes));
    }
    int largest = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    Optional<char[]> alpha = bands % 2 == 0 ? alpha(raster, largest) : Optional.empty();
    boolean grey = bands <= 2 || isGrey(raster);
    char[] values = grey ? band(raster, 0) : colours(raster);
    return new MaskSamples(
        raster.getWidth(),
        raster.getHeight(),
        grey ? Kind.GREY : Kind.COLOURS,
        values,
        largest,
        alpha,
        new int[0]);
  }

  /** Java's reader gives grey of 1, 2 and 4 bits a palette too; its indices are the grey levels. */
  private static MaskSamples indexed(Raster raster, IndexColorModel model, boolean palette)
      throws IOException {
    char[] values = band(raster, 0);
    int[] colours = new int[model.getMapSize()];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = model.getRGB(i) & 0xffffff;
    }
    int last = used(values).length() - 1;
    if (last >= colours.length) {
      throw new IOException("corrupt: colour " + last + " of a palette of " + colours.length);
    }
    return new MaskSamples(
        raster.getWidth(),
        raster.getHeight(),
        palette ? Kind.PALETTE : Kind.GREY,
        values,
        palette ? OPAQUE : (1 << model.getPixelSize()) - 1,
        palette ? alpha(values, model) : Optional.empty(),
        palette ? colours : new int[0]);
  }

  private static Optional<char[]> alpha(char[] indices, IndexColorModel model) {
    if (model.getTransparency() == Transparency.OPAQUE) {
      return Optional.empty();
    }
    char[] alpha = new char[indices.length];
    boolean opaque = true;
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = (char) model.getAlpha(indices[i]);
      opaque &= alpha[i] == OPAQUE;
    }
    return opaque ? Optional.empty() : Optional.of(alpha);
  }

  private static Optional<char[]> alpha(Raster raster, int largest) {
    char[] alpha = band(raster, raster.getNumBands() - 1);
    for (char value : alpha) {
      if (value != largest) {
        return Optional.of(alpha);
      }
    }
    return Optional.empty();
  }

  private static char[] band(Raster raster, int band) {
    int width = raster.getWidth();
    char[] values = new char[width * raster.getHeight()];
    int[] row = new int[width * raster.getNumBands()];
    for (int y = 0; y < raster.getHeight(); y++) {
      RasterReader.row(raster, y, row);
      for (int x = 0; x < width; x++) {
        values[y * width + x] = (char) row[x * raster.getNumBands() + band];
      }
    }
    return values;
  }

  private static boolean isGrey(Raster raster) {
    int bands = raster.getNumBands();
    int[] row = new int[raster.getWidth() * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      RasterReader.row(raster, y, row);
      for (int at = 0; at < row.length; at += bands) {
        if (row[at] != row[at + 1] || row[at] != row[at + 2]) {
          return false;
        }
      }
    }
    return true;
  }

  /** Colours as numbers in the order of their appearance; those beyond 65535 share the last. */
  private static char[] colours(Raster raster) {
    int bands = raster.getNumBands();
    int width = raster.getWidth();
    Map<Long, Integer> numbers = new HashMap<>();
    char[] values = new char[width * raster.getHeight()];
    int[] row = new int[width * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      RasterReader.row(raster, y, row);
      for (int x = 0; x < width; x++) {
        int at = x * bands;
        long colour = (long) row[at] << 32 | (long) row[at + 1] << 16 | row[at + 2];
        int number = numbers.getOrDefault(colour, Math.min(WORD, numbers.size()));
        if (numbers.size() < WORD) {
          numbers.put(colour, number);
        }
        values[y * width + x] = (char) number;
      }
    }
    return values;
  }
}
