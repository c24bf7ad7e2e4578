package vitexplain.image.occlusion;

/** Gaussian blur of a model input, the "blur" fill of perturbation metrics. */
public final class Blur {

  private Blur() {}

  /**
   * As torchvision's {@code gaussian_blur}: sampled and normalised kernel, borders reflected
   * without repeating the edge pixel, channels apart.
   *
   * @param image [channels][height][width] as one array
   * @param kernel width of the kernel in pixels, odd, at most 2 min(height, width) - 1
   * @param sigma standard deviation in pixels, above 0
   * @return a new array of the same shape
   */
  public static float[] gaussian(
      float[] image, int channels, int height, int width, int kernel, double sigma) {
    if (image.length != channels * height * width) {
      throw new IllegalArgumentException(
          image.length + " values for " + channels + " x " + height + " x " + width);
    }
    double[] weights = kernel(kernel, sigma);
    if (kernel / 2 >= Math.min(height, width)) {
      throw new IllegalArgumentException(
          "a kernel of " + kernel + " is too wide to reflect in " + width + " x " + height);
    }
    int area = height * width;
    float[] blurred = new float[image.length];
    for (int c = 0; c < channels; c++) {
      double[] plane = new double[area];
      for (int i = 0; i < area; i++) {
        plane[i] = image[c * area + i];
      }
      double[] rows = convolve(plane, height, width, width, 1, weights);
      double[] both = convolve(rows, width, 1, height, width, weights);
      for (int i = 0; i < area; i++) {
        blurred[c * area + i] = (float) both[i];
      }
    }
    return blurred;
  }

  /** Each of {@code lines} lines of {@code length} values, whose neighbours are a step apart. */
  private static double[] convolve(
      double[] plane, int lines, int lineStart, int length, int step, double[] weights) {
    double[] result = new double[plane.length];
    int reach = weights.length / 2;
    for (int line = 0; line < lines; line++) {
      int start = line * lineStart;
      for (int i = 0; i < length; i++) {
        double sum = 0;
        for (int k = -reach; k <= reach; k++) {
          sum += weights[k + reach] * plane[start + reflect(i + k, length) * step];
        }
        result[start + i * step] = sum;
      }
    }
    return result;
  }

  private static double[] kernel(int size, double sigma) {
    if (size < 1 || size % 2 == 0) {
      throw new IllegalArgumentException("kernel " + size + " is no odd number of pixels");
    }
    if (!(sigma > 0)) {
      throw new IllegalArgumentException("sigma " + sigma + "; expected more than 0 pixels");
    }
    double[] weights = new double[size];
    double sum = 0;
    for (int k = 0; k < size; k++) {
      double distance = (k - size / 2) / sigma;
      weights[k] = Math.exp(-0.5 * distance * distance);
      sum += weights[k];
    }
    for (int k = 0; k < size; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  private static int reflect(int index, int length) {
    int folded = Math.abs(index);
    return folded < length ? folded : 2 * (length - 1) - folded;
  }
}
