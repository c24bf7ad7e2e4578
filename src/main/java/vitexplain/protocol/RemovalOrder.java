package vitexplain.protocol;

import java.util.Arrays;

/**
 * The order in which pixels are removed by their value in a map; of those that tie, the one with
 * the lower index goes first.
 *
 * @param pixels indices, first to go first
 * @param values what the map has there, in that order
 */
record RemovalOrder(int[] pixels, float[] values) {
  private static final int INDEX_BITS = 32;

  /** The highest value goes first. */
  static RemovalOrder highestFirst(float[] map) {
    return of(map, -1);
  }

  /** The lowest value goes first. */
  static RemovalOrder lowestFirst(float[] map) {
    return of(map, 1);
  }

  /** Sorted as numbers whose upper half is the value and whose lower half is the index. */
  private static RemovalOrder of(float[] map, int sign) {
    long[] keys = new long[map.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((long) ordered(sign * map[i]) << INDEX_BITS) | i;
    }
    Arrays.sort(keys);
    int[] pixels = new int[keys.length];
    float[] values = new float[keys.length];
    for (int i = 0; i < keys.length; i++) {
      pixels[i] = (int) keys[i];
      values[i] = map[pixels[i]];
    }
    return new RemovalOrder(pixels, values);
  }

  /** An integer that grows with the number; 0 and -0 have the same. */
  private static int ordered(float value) {
    int bits = Float.floatToIntBits(value + 0f);
    return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
  }

  /** How many pixels a share of them is, rounded down. */
  int count(double share) {
    return (int) (pixels.length * share);
  }

  /** Whether a pixel that is among so many first ties with one that is not. */
  boolean tiesAt(int count) {
    return count > 0 && count < values.length && values[count - 1] == values[count];
  }

  /**
   * A model's input with pixels set to a value.
   *
   * @param input [channels * pixels], channel after channel
   * @param count how many go
   * @param fill [channels], what stands in their place
   * @return a copy
   */
  double[] without(double[] input, int count, double[] fill) {
    double[] changed = input.clone();
    for (int channel = 0; channel < fill.length; channel++) {
      for (int i = 0; i < count; i++) {
        changed[channel * pixels.length + pixels[i]] = fill[channel];
      }
    }
    return changed;
  }
}
