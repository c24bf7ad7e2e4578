package vitexplain.metric.input;

import java.util.Arrays;

/**
 * Units (patches or pixels) from most to least relevant: score descending, index ascending where
 * scores tie. Deterministic for any scores: 0.0 and -0.0 tie, and NaN ranks after everything else,
 * so that a degenerate map, constant or NaN, keeps index order.
 *
 * @param order a permutation of the unit indices 0 to n - 1; not copied
 */
public record Ranking(int[] order) {

  /**
   * Ranks scores by relevance.
   *
   * @param scores one a unit, any floats, at most 2^31 - 1
   */
  public static Ranking of(float[] scores) {
    // One primitive sort of (score, index) packed in a long: no boxed comparator, and stable.
    long[] keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((long) ~ascendingBits(scores[i]) << 32) | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) keys[i];
    }
    return new Ranking(order);
  }

  /**
   * Least relevant first: the exact reverse, ties included, and not a second stable sort. What has
   * not been removed after k units is then what the other order removes in n - k, so that inserting
   * the most relevant first is removing the least relevant first, read backwards.
   */
  public Ranking reversed() {
    int[] reversed = new int[order.length];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = order[order.length - 1 - i];
    }
    return new Ranking(reversed);
  }

  /**
   * The first units of the order, marked; always exactly {@code count} of them.
   *
   * @param count 0 to n
   * @return [n], true where the unit is among them
   * @throws IllegalArgumentException when count is out of range
   */
  public boolean[] first(int count) {
    if (count < 0 || count > order.length) {
      throw new IllegalArgumentException(
          "first " + count + " of " + order.length + " units; expected 0 to " + order.length);
    }
    boolean[] marked = new boolean[order.length];
    for (int i = 0; i < count; i++) {
      marked[order[i]] = true;
    }
    return marked;
  }

  /**
   * How many of n units are replaced at a share: round(share * n), halves up.
   *
   * @param share 0 (none) to 1 (all)
   * @throws IllegalArgumentException when the share is not in [0, 1]: 10 for 10 % is refused
   */
  public static int removedCount(double share, int n) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "removed share " + share + " is not in [0, 1]; 10 % is written 0.1");
    }
    return (int) Math.round(share * n);
  }

  /** Bits whose signed order is the order of the floats, with NaN first of all. */
  private static int ascendingBits(float score) {
    if (Float.isNaN(score)) {
      return Integer.MIN_VALUE;
    }
    int bits = Float.floatToIntBits(score + 0.0f); // adding 0 turns -0.0 into 0.0
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }
}
