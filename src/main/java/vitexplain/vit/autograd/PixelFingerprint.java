package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import vitexplain.vit.trace.HostMatrix;

/**
 * Seeds that follow from an image's own pixels. They are taken as float32, so that a model in
 * float64 sees the same image.
 */
public final class PixelFingerprint {
  private PixelFingerprint() {}

  /**
   * One seed per image.
   *
   * @param seed makes several draws for the same images differ
   * @param pixels [B, C, height, width]
   * @return [B]
   */
  public static long[] seeds(int seed, NDArray pixels) {
    return Arrays.stream(images(pixels)).mapToLong(image -> seed(seed, image)).toArray();
  }

  /** The CRC-32 of the pixels' float32 bytes, little-endian, below the seed's bits. */
  static long seed(int seed, float[] image) {
    ByteBuffer bytes = ByteBuffer.allocate(image.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(image);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return ((long) seed << 32) ^ crc.getValue();
  }

  /** [B, C, height, width] to [B][C * height * width] on the host. */
  static float[][] images(NDArray pixels) {
    long batch = pixels.getShape().get(0);
    try (NDArray flat = pixels.reshape(batch, pixels.size() / batch)) {
      return HostMatrix.floats(flat);
    }
  }
}
