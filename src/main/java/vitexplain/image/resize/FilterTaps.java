package vitexplain.image.resize;

/**
 * The exact form of {@link ResizeTaps} (Pillow, {@code precompute_coeffs}).
 *
 * @param first for each output pixel, the first source pixel that it reads
 * @param weights for each output pixel, the weight of each source pixel from there on; their sum is
 *     1
 */
record FilterTaps(int[] first, double[][] weights) {

  static FilterTaps of(int from, int to, Resample filter) {
    double scale = (double) from / to;
    double stretch = Math.max(1, scale);
    double support = filter.support() * stretch;
    int[] first = new int[to];
    double[][] weights = new double[to][];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      first[i] = Math.max(0, (int) (centre - support + 0.5));
      int end = Math.min(from, (int) (centre + support + 0.5));
      weights[i] = weights(filter, centre, stretch, first[i], end);
    }
    return new FilterTaps(first, weights);
  }

  private static double[] weights(
      Resample filter, double centre, double stretch, int start, int end) {
    double[] weights = new double[end - start];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = filter.weight((k + start - centre + 0.5) * (1 / stretch));
      sum += weights[k];
    }
    for (int k = 0; k < weights.length && sum != 0; k++) {
      weights[k] /= sum;
    }
    return weights;
  }
}
