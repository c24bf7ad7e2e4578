package vitexplain.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;
import vitexplain.image.codec.ImageBytes;
import vitexplain.image.codec.JpegDecoder;
import vitexplain.image.codec.Orientation;
import vitexplain.image.codec.PictureKind;
import vitexplain.image.codec.Pixels;
import vitexplain.image.codec.PngDecoder;

/** JPEG and PNG files, or images in memory, to {@link Pixels} and back. Any thread may call it. */
public final class ImageFiles {
  private static final int WHITE = 255;

  private ImageFiles() {}

  /**
   * Decodes a JPEG or PNG file as Pillow's {@code exif_transpose} and {@code convert} do: alpha is
   * dropped and not blended, 16-bit samples keep their high byte, colour profiles and gamma are not
   * applied, and the EXIF orientation is. The file's content decides the format, not its name.
   *
   * @param channels 1 for grey ({@link Pixels#grey()}), 3 for RGB
   * @throws Refusal if the file is missing, no JPEG or PNG, truncated, corrupt or larger than 100
   *     megapixels or than the heap holds
   */
  public static Pixels read(Path file, int channels) {
    return read("image", file, channels);
  }

  /** As {@link #read(Path, int)}, with the file's role for the error messages. */
  static Pixels read(String role, Path file, int channels) {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(channels + " channels; expected 1 (grey) or 3 (RGB)");
    }
    return decoded(ImageBytes.read(role, file), channels);
  }

  /**
   * As {@link #read(Path, int)}, from a stream, which is read to its end and left open.
   *
   * @param name what messages call the image
   * @throws Refusal as for a file, and if the stream fails
   */
  public static Pixels read(InputStream in, String name, int channels) {
    Path file = Path.of(name);
    try {
      return decoded(ImageBytes.of("image", file, in.readAllBytes()), channels);
    } catch (IOException e) {
      throw Refusal.file("image", file, "could not be read (" + reason(e) + ").", e);
    }
  }

  /**
   * An image in memory. Grey samples are taken as they are and colours as sRGB; alpha is dropped
   * and not blended, 16-bit samples keep their high byte.
   *
   * @param channels 1 for grey ({@link Pixels#grey()}), 3 for RGB
   */
  public static Pixels of(BufferedImage image, int channels) {
    Pixels pixels = image.getColorModel().getNumColorComponents() == 1 ? grey(image) : rgb(image);
    return channels == 1 ? pixels.grey() : pixels.rgb();
  }

  /** From the raster: Java 2D would send grey values through a gamma curve. */
  private static Pixels grey(BufferedImage image) {
    byte[] data = new byte[image.getWidth() * image.getHeight()];
    int bits = image.getSampleModel().getSampleSize(0);
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getSamples(0, y, row.length, 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        int full = (1 << bits) - 1;
        data[y * row.length + x] =
            (byte) (bits > Byte.SIZE ? row[x] >> (bits - Byte.SIZE) : row[x] * WHITE / full);
      }
    }
    return new Pixels(image.getWidth(), image.getHeight(), 1, data);
  }

  private static Pixels rgb(BufferedImage image) {
    byte[] data = new byte[image.getWidth() * image.getHeight() * 3];
    int[] row = new int[image.getWidth()];
    int next = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int colour : row) {
        data[next++] = (byte) (colour >> 16);
        data[next++] = (byte) (colour >> 8);
        data[next++] = (byte) colour;
      }
    }
    return new Pixels(image.getWidth(), image.getHeight(), 3, data);
  }

  /** A copy as an image of Java 2D, of type {@link BufferedImage#TYPE_INT_RGB}. */
  public static BufferedImage picture(Pixels pixels) {
    BufferedImage picture =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
    Pixels rgb = pixels.rgb();
    for (int y = 0; y < rgb.height(); y++) {
      for (int x = 0; x < rgb.width(); x++) {
        picture.setRGB(x, y, rgb.at(y, x, 0) << 16 | rgb.at(y, x, 1) << 8 | rgb.at(y, x, 2));
      }
    }
    return picture;
  }

  private static Pixels decoded(ImageBytes encoded, int channels) {
    return encoded.decode(bytes -> decoded(encoded.kind(), bytes, channels));
  }

  private static Pixels decoded(PictureKind kind, byte[] bytes, int channels) throws IOException {
    Pixels stored = kind == PictureKind.JPEG ? JpegDecoder.decode(bytes) : PngDecoder.decode(bytes);
    Pixels upright = Orientation.of(bytes).upright(stored);
    return channels == 1 ? upright.grey() : upright.rgb();
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /**
   * The JPEG and PNG files of a folder, sorted by name, as {@link ImageListing} finds them.
   *
   * @throws Refusal if the folder is missing, is not a folder or holds no such file
   */
  public static List<Path> list(Path folder) {
    return ImageListing.of(folder).images();
  }

  /**
   * A view of the samples, not of colours: Java 2D would send grey values through a gamma curve.
   */
  private static RenderedImage image(Pixels pixels) {
    int channels = pixels.channels();
    int[] offsets = channels == 1 ? new int[] {0} : new int[] {0, 1, 2};
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(pixels.data(), pixels.data().length),
            pixels.width(),
            pixels.height(),
            pixels.width() * channels,
            channels,
            offsets,
            null);
    ColorSpace space =
        ColorSpace.getInstance(channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    ColorModel model =
        new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, raster, false, null);
  }

  /** The bytes of an 8-bit PNG. */
  public static byte[] png(Pixels pixels) {
    RenderedImage image = image(pixels);
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    // In memory: ImageIO's own stream would go through a temporary file, slow and another disk to
    // fill.
    try (ImageOutputStream memory = new MemoryCacheImageOutputStream(encoded)) {
      ImageIO.write(image, "png", memory);
    } catch (IOException impossible) {
      throw new UncheckedIOException("bytes in memory cannot fail", impossible);
    }
    return encoded.toByteArray();
  }

  /**
   * Writes an 8-bit PNG as {@link AtomicFile#writeSoon} does: whole or not at all. An existing file
   * is replaced; missing folders are made.
   *
   * @throws Refusal if it cannot be written
   */
  public static void writePng(Path file, Pixels pixels) {
    AtomicFile.writeSoon(file, png(pixels));
  }
}
