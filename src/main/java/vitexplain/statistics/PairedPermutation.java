package vitexplain.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.special.Erf;
import vitexplain.base.Ranges;

/**
 * Whether the mean difference of two methods on the same images is other than 0: the paired
 * permutation test (Fisher 1935; Pitman 1937, doi:10.2307/2984124). If the two methods are alike,
 * each image's difference could as well have the other sign; p is the share of all sign patterns
 * whose mean is at least as far from 0 as the one found.
 *
 * <p>It asks of the mean, as the interval beside it does. A rank test asks of the typical image,
 * and can contradict the interval where a few images differ much.
 */
public final class PairedPermutation {

  /** Up to so many differences other than 0 every pattern is counted. */
  static final int MOST_EXACT = 17;

  /** Sign patterns drawn beyond that; p is known to 0.0007 where it is 0.05. */
  public static final int DRAWS = 100_000;

  /** Beyond so many differences the sum under random signs is normal: p by formula. */
  static final int MOST_DRAWN = 2_000;

  /** Sums of the same numbers in another order differ by rounding; patterns that tie must count. */
  private static final double ROUNDING = 1e-12;

  /** Differences whose signs one table of partial sums holds, one bit each. */
  private static final int BLOCK = 8;

  private PairedPermutation() {}

  /**
   * Two-sided p. Exact up to 17 differences other than 0; up to 2,000 from 100,000 patterns drawn
   * at random, the pattern found counted among them (Phipson and Smyth 2010,
   * doi:10.2202/1544-6115.1585), so that p is never 0; beyond, from the normal distribution that
   * the sum then has (Lindeberg), and no smaller than drawing could have found. 1 when no
   * difference is other than 0; pairs with a NaN are left out.
   *
   * @param a one value an image
   * @param b of the same images in the same order
   * @param seed of the patterns
   * @throws IllegalArgumentException when lengths differ
   */
  public static double pValue(double[] a, double[] b, long seed) {
    Ranges.requireSameLength("paired test", a.length, b.length);
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    // A difference of 0 is the same under either sign.
    double[] sizes =
        Arrays.stream(differences).filter(d -> !Double.isNaN(d) && d != 0).map(Math::abs).toArray();
    if (sizes.length == 0) {
      return 1;
    }
    double found = Math.abs(Arrays.stream(differences).filter(d -> !Double.isNaN(d)).sum());
    double least = found - ROUNDING * Arrays.stream(sizes).sum();
    if (sizes.length > MOST_DRAWN) {
      return Math.max(normal(found, sizes), leastPossible(sizes.length));
    }
    double[][] partialSums = partialSums(sizes);
    return sizes.length <= MOST_EXACT
        ? exact(partialSums, sizes.length, least)
        : drawn(partialSums, least, seed);
  }

  /**
   * The least p that so many images can give, whatever their values: all differences on one side.
   *
   * @param n images, at least 0
   */
  public static double leastPossible(int n) {
    if (n < 0) {
      throw new IllegalArgumentException(n + " images; expected at least 0");
    }
    return n <= MOST_EXACT ? Math.min(1, 2 / Math.pow(2, n)) : 1.0 / (DRAWS + 1);
  }

  private static double exact(double[][] partialSums, int n, double least) {
    // A pattern and its opposite are equally far from 0: half of them tell all.
    int patterns = 1 << (n - 1);
    int far = 0;
    for (int pattern = 0; pattern < patterns; pattern++) {
      far += Math.abs(sum(partialSums, pattern, 0)) >= least ? 1 : 0;
    }
    return (double) far / patterns;
  }

  /** The sum under random signs has mean 0 and variance sum d^2. */
  private static double normal(double found, double[] sizes) {
    double variance = Arrays.stream(sizes).map(d -> d * d).sum();
    return Erf.erfc(found / Math.sqrt(2 * variance));
  }

  private static double drawn(double[][] partialSums, double least, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int far = 1;
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (int block = 0; block < partialSums.length; block += Long.BYTES) {
        sum += sum(partialSums, random.nextLong(), block);
      }
      far += Math.abs(sum) >= least ? 1 : 0;
    }
    return far / (DRAWS + 1.0);
  }

  /** Of up to 64 differences from a block on: bit i of the pattern is the sign of the i-th. */
  private static double sum(double[][] partialSums, long pattern, int firstBlock) {
    double sum = 0;
    int end = Math.min(partialSums.length, firstBlock + Long.BYTES);
    long rest = pattern;
    for (int block = firstBlock; block < end; block++) {
      sum += partialSums[block][(int) (rest & 0xff)];
      rest >>>= BLOCK;
    }
    return sum;
  }

  /** For every 8 differences the sum under each of their 256 sign patterns, [blocks][256]. */
  private static double[][] partialSums(double[] sizes) {
    double[][] sums = new double[(sizes.length + BLOCK - 1) / BLOCK][1 << BLOCK];
    for (int block = 0; block < sums.length; block++) {
      int from = block * BLOCK;
      int count = Math.min(BLOCK, sizes.length - from);
      for (int pattern = 0; pattern < sums[block].length; pattern++) {
        for (int i = 0; i < count; i++) {
          sums[block][pattern] += (pattern >> i & 1) == 0 ? sizes[from + i] : -sizes[from + i];
        }
      }
    }
    return sums;
  }
}
