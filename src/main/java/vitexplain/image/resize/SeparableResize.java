package vitexplain.image.resize;

import java.util.Arrays;
import vitexplain.image.codec.PixelLimit;
import vitexplain.image.codec.Pixels;

/** One pass over rows or columns of an 8-bit picture, rounded and clipped to 8 bits. */
final class SeparableResize {

  private SeparableResize() {}

  /**
   * @throws IllegalArgumentException if a size is below 1 or the picture above 100 megapixels
   */
  static void requireSize(int width, int height) {
    if (width < 1 || height < 1 || (long) width * height > PixelLimit.PIXELS) {
      throw new IllegalArgumentException("cannot resize to " + width + " x " + height);
    }
  }

  /** Every row with as many columns as there are taps; the same object where that is no change. */
  static Pixels rows(Pixels source, ResizeTaps taps) {
    int width = taps.first().length;
    if (width == source.width()) {
      return source;
    }
    int channels = source.channels();
    byte[] from = source.data();
    byte[] to = new byte[width * source.height() * channels];
    for (int row = 0; row < source.height(); row++) {
      int rowStart = row * source.width() * channels;
      for (int column = 0; column < width; column++) {
        int[] weights = taps.weights()[column];
        int start = rowStart + taps.first()[column] * channels;
        for (int c = 0; c < channels; c++) {
          int sum = 1 << (taps.bits() - 1);
          for (int k = 0, at = start + c; k < weights.length; k++, at += channels) {
            sum += (from[at] & 0xff) * weights[k];
          }
          to[(row * width + column) * channels + c] = clip(sum, taps.bits());
        }
      }
    }
    return new Pixels(width, source.height(), channels, to);
  }

  /** Every column with as many rows as there are taps; the same object where that is no change. */
  static Pixels columns(Pixels source, ResizeTaps taps) {
    int height = taps.first().length;
    if (height == source.height()) {
      return source;
    }
    int stride = source.width() * source.channels();
    byte[] from = source.data();
    byte[] to = new byte[stride * height];
    int[] sums = new int[stride];
    for (int row = 0; row < height; row++) {
      Arrays.fill(sums, 1 << (taps.bits() - 1));
      // Whole rows at a time: memory is read in order, and the inner loop vectorises.
      for (int k = 0; k < taps.weights()[row].length; k++) {
        int weight = taps.weights()[row][k];
        int start = (taps.first()[row] + k) * stride;
        for (int i = 0; i < stride; i++) {
          sums[i] += (from[start + i] & 0xff) * weight;
        }
      }
      for (int i = 0; i < stride; i++) {
        to[row * stride + i] = clip(sums[i], taps.bits());
      }
    }
    return new Pixels(source.width(), height, source.channels(), to);
  }

  private static byte clip(int sum, int bits) {
    return (byte) Math.max(0, Math.min(255, sum >> bits));
  }

  /** The picture of the source's pixels in these columns and rows. */
  static Pixels pick(Pixels source, int[] columns, int[] rows) {
    int width = columns.length;
    int height = rows.length;
    int channels = source.channels();
    byte[] to = new byte[width * height * channels];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int from = (rows[row] * source.width() + columns[column]) * channels;
        System.arraycopy(source.data(), from, to, (row * width + column) * channels, channels);
      }
    }
    return new Pixels(width, height, channels, to);
  }
}
