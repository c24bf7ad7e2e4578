package vitexplain.image.codec;

import java.io.IOException;
import java.util.Locale;
import vitexplain.base.Memory;

/** How large a picture may be, told from its header before anything is allocated. */
public final class PixelLimit {

  /** More than any photograph here needs. */
  public static final long PIXELS = 100_000_000L;

  private static final int MEGA = 1_000_000;

  /**
   * Heap that one pixel takes at most while its picture is decoded, drawn over and scored against a
   * mask: samples 3, mask 1, upsampled map 4, its sorted copy 4, and room for the collector.
   */
  private static final int BYTES_PER_PIXEL = 20;

  private PixelLimit() {}

  /**
   * Refuses a picture that is larger than 100 megapixels, or than the heap holds.
   *
   * @throws IOException with its size and the limit
   */
  static void require(int width, int height) throws IOException {
    require(width, height, Memory.heap());
  }

  /** The same for a heap of so many bytes. */
  static void require(int width, int height, long heap) throws IOException {
    double pixels = (double) width * height;
    long ofHeap = heap / BYTES_PER_PIXEL;
    if (pixels > PIXELS) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its header claims %d x %d pixels, more than the %d megapixels that are read",
              width,
              height,
              PIXELS / MEGA));
    }
    if (pixels > ofHeap) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its %d x %d pixels are more than the %d megapixels that a heap of %d MB holds. Make"
                  + " it smaller, or give the program more memory: JAVA_OPTS=-Xmx%dm",
              width,
              height,
              ofHeap / MEGA,
              heap >> 20,
              ((long) (pixels * BYTES_PER_PIXEL) >> 20) + 1));
    }
  }
}
