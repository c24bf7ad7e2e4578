package vitexplain.image;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The reference files under golden/pixels, written by the scripts in src/test/python/pixels. */
public final class Golden {

  private static final Path ROOT = Path.of("src/test/resources/golden/pixels");

  private Golden() {}

  public static Path file(String name) {
    return ROOT.resolve(name);
  }

  public static List<Path> files(String folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /** Samples of an 8-bit grey or RGB PNG by the shortest way, past the decoder under test. */
  public static byte[] samples(Path png) throws IOException {
    Raster raster = ImageIO.read(png.toFile()).getRaster();
    int[] samples = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) samples[i];
    }
    return bytes;
  }

  /** Little-endian float32 values, row-major. */
  public static float[] floats(String name) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(name)));
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
