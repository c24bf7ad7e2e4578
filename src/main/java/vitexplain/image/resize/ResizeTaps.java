package vitexplain.image.resize;

/**
 * What each pixel of a resized row or column reads, in fixed point. The filter widens with the
 * reduction; at the borders it is cut off and the rest normalised. Pillow ({@code Resample.c}) and
 * PyTorch ({@code UpSampleKernel.cpp}) differ only in how many bits a weight has.
 *
 * @param first for each output pixel, the first source pixel that it reads
 * @param weights for each output pixel, the weight of each source pixel from there on
 * @param bits of a weight that are behind the point
 */
record ResizeTaps(int[] first, int[][] weights, int bits) {

  /** Pillow's: 32 bits less 8 for the value and 2 of headroom for negative lobes. */
  private static final int PILLOW_BITS = 32 - 8 - 2;

  /** PyTorch's weights are signed 16-bit numbers. */
  private static final int TORCH_LIMIT = 1 << 15;

  /** Weights with the same {@value #PILLOW_BITS} bits for every size. */
  static ResizeTaps pillow(int from, int to, Resample filter) {
    return fixed(FilterTaps.of(from, to, filter), PILLOW_BITS);
  }

  /** Weights with as many bits as the largest of them leaves in 16. */
  static ResizeTaps torch(int from, int to, Resample filter) {
    FilterTaps taps = FilterTaps.of(from, to, filter);
    double largest = 0;
    for (double[] row : taps.weights()) {
      for (double weight : row) {
        largest = Math.max(largest, weight);
      }
    }
    int bits = 0;
    while (bits < PILLOW_BITS && (int) (0.5 + largest * (1 << (bits + 1))) < TORCH_LIMIT) {
      bits++;
    }
    return fixed(taps, bits);
  }

  private static ResizeTaps fixed(FilterTaps taps, int bits) {
    int[][] fixed = new int[taps.weights().length][];
    for (int i = 0; i < fixed.length; i++) {
      double[] exact = taps.weights()[i];
      fixed[i] = new int[exact.length];
      for (int k = 0; k < exact.length; k++) {
        double weight = exact[k] * (1 << bits);
        fixed[i][k] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
      }
    }
    return new ResizeTaps(taps.first(), fixed, bits);
  }
}
