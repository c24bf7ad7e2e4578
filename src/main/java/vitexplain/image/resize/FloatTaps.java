package vitexplain.image.resize;

/**
 * {@link FilterTaps} in single precision, step by step as PyTorch computes them for float32.
 *
 * @param first for each output value, the first source value that it reads
 * @param weights for each output value, the weight of each source value from there on
 */
record FloatTaps(int[] first, float[][] weights) {

  static FloatTaps of(int from, int to, Resample filter) {
    float scale = (float) from / to;
    float support = (float) filter.support() * Math.max(1, scale);
    float inverse = scale >= 1 ? (float) (1.0 / scale) : 1;
    int most = 2 * (int) Math.ceil(support) + 1;
    int[] first = new int[to];
    float[][] weights = new float[to][];
    for (int i = 0; i < to; i++) {
      float centre = (float) (scale * (i + 0.5));
      first[i] = Math.max(0, (int) ((centre - support) + 0.5));
      int end = Math.min(from, (int) ((centre + support) + 0.5));
      weights[i] = new float[Math.max(0, Math.min(most, end - first[i]))];
      fill(weights[i], filter, first[i], centre, inverse);
    }
    return new FloatTaps(first, weights);
  }

  private static void fill(
      float[] weights, Resample filter, int first, float centre, float inverse) {
    float sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = weight(filter, (float) ((((float) (k + first) - centre) + 0.5) * inverse));
      sum += weights[k];
    }
    for (int k = 0; k < weights.length && sum != 0; k++) {
      weights[k] /= sum;
    }
  }

  private static float weight(Resample filter, float distance) {
    float x = Math.abs(distance);
    return filter == Resample.BICUBIC ? cubic(x) : Math.max(0, 1 - x);
  }

  /** Keys' kernel with a = -0.5, its products fused with the sums. */
  private static float cubic(float x) {
    float a = -0.5f;
    if (x < 1) {
      return Math.fma(Math.fma(a + 2, x, -(a + 3)) * x, x, 1);
    }
    return x < 2 ? Math.fma(Math.fma(Math.fma(a, x, -5 * a), x, 8 * a), x, -4 * a) : 0;
  }
}
