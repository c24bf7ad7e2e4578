package vitexplain.image.resize;

import java.util.Arrays;
import vitexplain.image.codec.Pixels;

/**
 * Resizing that equals torchvision's {@code resize} with antialiasing on a processor with AVX2, bit
 * for bit: the filters of {@link PilResize}, always over rows first, with coarser weights for 8-bit
 * values and single precision for others (PyTorch, {@code UpSampleKernel.cpp}).
 */
public final class TorchResize {

  private static final int GROUP = 4;

  private TorchResize() {}

  /** Whether torchvision has this filter: not {@code BOX} and {@code HAMMING}. */
  public static boolean has(Resample filter) {
    return filter != Resample.BOX && filter != Resample.HAMMING;
  }

  /**
   * The 8-bit picture at another size; the same object where the size does not change.
   *
   * @param width columns of the result, at least 1
   * @param height rows of the result, at least 1
   * @param filter one that it has
   * @throws IllegalArgumentException if a size is below 1 or the result above 100 megapixels
   */
  public static Pixels resize(Pixels source, int width, int height, Resample filter) {
    SeparableResize.requireSize(width, height);
    requireFilter(filter);
    if (width == source.width() && height == source.height()) {
      return source;
    }
    if (filter == Resample.NEAREST) {
      return SeparableResize.pick(
          source, nearestIndices(source.width(), width), nearestIndices(source.height(), height));
    }
    return SeparableResize.columns(
        SeparableResize.rows(source, ResizeTaps.torch(source.width(), width, filter)),
        ResizeTaps.torch(source.height(), height, filter));
  }

  /**
   * A float32 picture at another size, as {@link #resize} without any rounding to 8 bits.
   *
   * @param planes [channels][from.height][from.width] as one array
   * @param filter NEAREST, BILINEAR or BICUBIC
   * @return [channels][height][width] as one array
   */
  public static float[] resize(
      float[] planes, int fromWidth, int fromHeight, int width, int height, Resample filter) {
    SeparableResize.requireSize(width, height);
    if (filter == Resample.LANCZOS) {
      throw new IllegalArgumentException("float32 values are not resized with " + filter);
    }
    requireFilter(filter);
    FloatTaps across = taps(fromWidth, width, filter);
    FloatTaps down = taps(fromHeight, height, filter);
    int channels = planes.length / (fromWidth * fromHeight);
    float[] rows = new float[channels * fromHeight * width];
    for (int row = 0; row < channels * fromHeight; row++) {
      for (int column = 0; column < width; column++) {
        int start = row * fromWidth + across.first()[column];
        rows[row * width + column] = dot(across.weights()[column], planes, start, 1);
      }
    }
    float[] made = new float[channels * height * width];
    for (int row = 0; row < channels * height; row++) {
      int top = row / height * fromHeight + down.first()[row % height];
      for (int column = 0; column < width; column++) {
        made[row * width + column] =
            dot(down.weights()[row % height], rows, top * width + column, width);
      }
    }
    return made;
  }

  /** An axis that keeps its size is not filtered. */
  private static FloatTaps taps(int from, int to, Resample filter) {
    if (from != to && filter != Resample.NEAREST) {
      return FloatTaps.of(from, to, filter);
    }
    float[][] ones = new float[to][];
    Arrays.fill(ones, new float[] {1});
    return new FloatTaps(nearestIndices(from, to), ones);
  }

  /**
   * The sum of products, rounded as PyTorch's loop is compiled: the first product alone, then whole
   * groups of {@value #GROUP} rounded twice each, then the rest fused.
   */
  private static float dot(float[] weights, float[] values, int start, int step) {
    float sum = values[start] * weights[0];
    int grouped = 1 + (weights.length - 1) / GROUP * GROUP;
    for (int k = 1; k < grouped; k++) {
      sum += values[start + k * step] * weights[k];
    }
    for (int k = grouped; k < weights.length; k++) {
      sum = Math.fma(values[start + k * step], weights[k], sum);
    }
    return sum;
  }

  private static void requireFilter(Resample filter) {
    if (!has(filter)) {
      throw new IllegalArgumentException("torchvision does not resize with " + filter);
    }
  }

  private static int[] nearestIndices(int from, int to) {
    float scale = (float) from / to;
    int[] indices = new int[to];
    for (int i = 0; i < to; i++) {
      indices[i] = Math.min((int) ((i + 0.5f) * scale), from - 1);
    }
    return indices;
  }
}
