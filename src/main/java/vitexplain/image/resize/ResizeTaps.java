package vitexplain.image.resize;

/**
 * What each pixel of a resized row or column reads (Pillow, {@code Resample.c}, {@code
 * precompute_coeffs} and {@code normalize_coeffs_8bpc}). The filter widens with the reduction; at
 * the borders it is cut off and the rest normalised.
 *
 * @param first for each output pixel, the first source pixel that it reads
 * @param weights for each output pixel, the weight of each source pixel from there on, in fixed
 *     point with {@value #PRECISION_BITS} fractional bits
 */
record ResizeTaps(int[] first, int[][] weights) {

  /** 32 bits less 8 for the value and 2 of headroom for negative lobes. */
  static final int PRECISION_BITS = 32 - 8 - 2;

  static ResizeTaps of(int from, int to, Resample filter) {
    double scale = (double) from / to;
    double stretch = Math.max(1, scale);
    double support = filter.support() * stretch;
    int[] first = new int[to];
    int[][] weights = new int[to][];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      first[i] = Math.max(0, (int) (centre - support + 0.5));
      int end = Math.min(from, (int) (centre + support + 0.5));
      weights[i] = weights(filter, centre, stretch, first[i], end);
    }
    return new ResizeTaps(first, weights);
  }

  private static int[] weights(Resample filter, double centre, double stretch, int start, int end) {
    double[] exact = new double[end - start];
    double sum = 0;
    for (int k = 0; k < exact.length; k++) {
      exact[k] = filter.weight((k + start - centre + 0.5) * (1 / stretch));
      sum += exact[k];
    }
    int[] fixed = new int[exact.length];
    for (int k = 0; k < fixed.length; k++) {
      double weight = (sum == 0 ? exact[k] : exact[k] / sum) * (1 << PRECISION_BITS);
      fixed[k] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
    }
    return fixed;
  }
}
