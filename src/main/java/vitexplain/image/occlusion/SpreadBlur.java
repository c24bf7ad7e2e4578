package vitexplain.image.occlusion;

import java.util.BitSet;
import java.util.Locale;

/**
 * Fills removed pixels from what is left alone, smoothly: each takes the Gaussian mean of the known
 * pixels in its window; those without a known pixel wait for the next round, when the filled ones
 * count as known. Of what was removed nothing shows through, as it would in {@link Blur} of the
 * whole image.
 */
public final class SpreadBlur {
  /** The window and width of the occlusion strategy "blur". */
  private static final int REACH = 5;

  private static final double SIGMA = 5;

  private final int channels;
  private final int height;
  private final int width;

  /** For images of one size; may be shared between threads. */
  public SpreadBlur(int channels, int height, int width) {
    this.channels = channels;
    this.height = height;
    this.width = width;
  }

  /**
   * Replaces the removed pixels of every channel.
   *
   * @param image [channels][height][width] as one array
   * @param removed pixels by index, row by row; not all of them
   * @return a new array
   * @throws IllegalArgumentException if sizes do not fit or no pixel is left
   */
  public float[] without(float[] image, BitSet removed) {
    int area = height * width;
    if (image.length != channels * area
        || removed.length() > area
        || removed.cardinality() == area) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d values, %d pixels removed, the last of them %d; expected %d x %d x %d values, some left",
              image.length,
              removed.cardinality(),
              removed.length() - 1,
              channels,
              height,
              width));
    }
    double[] filled = new double[image.length];
    for (int i = 0; i < filled.length; i++) {
      filled[i] = image[i];
    }
    BitSet unknown = (BitSet) removed.clone();
    while (!unknown.isEmpty()) {
      unknown.andNot(round(filled, (BitSet) unknown.clone()));
    }
    float[] result = image.clone();
    removed.stream()
        .forEach(
            pixel -> {
              for (int i = pixel; i < result.length; i += area) {
                result[i] = (float) filled[i];
              }
            });
    return result;
  }

  /** Fills what it can and says which pixels these are. */
  private BitSet round(double[] filled, BitSet unknown) {
    BitSet found = new BitSet();
    for (int p = unknown.nextSetBit(0); p >= 0; p = unknown.nextSetBit(p + 1)) {
      if (fill(filled, unknown, p)) {
        found.set(p);
      }
    }
    return found;
  }

  /** Whether a known pixel lies in its window. */
  private boolean fill(double[] filled, BitSet unknown, int pixel) {
    int area = height * width;
    int row = pixel / width;
    int column = pixel % width;
    double total = 0;
    double[] sums = new double[channels];
    for (int y = Math.max(0, row - REACH); y <= Math.min(height - 1, row + REACH); y++) {
      for (int x = Math.max(0, column - REACH); x <= Math.min(width - 1, column + REACH); x++) {
        int other = y * width + x;
        if (!unknown.get(other)) {
          double weight = weight(y - row, x - column);
          total += weight;
          for (int c = 0; c < channels; c++) {
            sums[c] += weight * filled[c * area + other];
          }
        }
      }
    }
    for (int c = 0; c < channels && total > 0; c++) {
      filled[c * area + pixel] = sums[c] / total;
    }
    return total > 0;
  }

  private static double weight(int down, int across) {
    return Math.exp(-(down * down + across * across) / (2 * SIGMA * SIGMA));
  }
}
