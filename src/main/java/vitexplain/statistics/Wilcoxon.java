package vitexplain.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import vitexplain.base.Ranges;

/**
 * Whether the typical difference of two methods on the same images is other than 0: the signed-rank
 * test of Wilcoxon 1945. Of the mean difference {@link PairedPermutation} asks.
 */
public final class Wilcoxon {

  /** Up to here the exact distribution is used, as SciPy does where nothing ties. */
  private static final int MOST_EXACT = 50;

  private static final double CONTINUITY = 0.5;

  private Wilcoxon() {}

  /**
   * Two-sided p: exact up to 50 pairs, ties and zeros included, else the normal approximation with
   * continuity correction. Zero differences are ranked, then left out (Pratt 1959); ties share
   * their mean rank. 1 when no difference is other than 0 (no evidence); pairs with a NaN are left
   * out.
   *
   * @param a one value an image
   * @param b of the same images in the same order
   * @throws IllegalArgumentException when lengths differ
   */
  public static double pValue(double[] a, double[] b) {
    Ranges.requireSameLength("paired test", a.length, b.length);
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    double[] defined = Arrays.stream(differences).filter(d -> !Double.isNaN(d)).toArray();
    if (Arrays.stream(defined).allMatch(d -> d == 0)) {
      return 1;
    }
    double[] ranks = new NaturalRanking().rank(Arrays.stream(defined).map(Math::abs).toArray());
    return defined.length <= MOST_EXACT ? exact(defined, ranks) : approximate(defined, ranks);
  }

  /**
   * Every difference that is not 0 could as well have the other sign. The number of sign patterns
   * by their sum of positive ranks is built up rank by rank; ranks are doubled, since ties have
   * halves.
   */
  private static double exact(double[] differences, double[] ranks) {
    int[] signed = IntStream.range(0, ranks.length).filter(i -> differences[i] != 0).toArray();
    int total = 0;
    int positive = 0;
    for (int i : signed) {
      int doubled = (int) Math.round(2 * ranks[i]);
      total += doubled;
      positive += differences[i] > 0 ? doubled : 0;
    }
    double[] patterns = new double[total + 1];
    patterns[0] = 1;
    int reached = 0;
    for (int i : signed) {
      int doubled = (int) Math.round(2 * ranks[i]);
      reached += doubled;
      for (int sum = reached; sum >= doubled; sum--) {
        patterns[sum] += patterns[sum - doubled];
      }
    }
    // The distribution is symmetric about half of the total.
    int side = Math.min(positive, total - positive);
    double far = Arrays.stream(patterns, 0, side + 1).sum();
    return Math.min(1, 2 * far / Math.pow(2, signed.length));
  }

  /**
   * Given the ranks r of the differences that are not 0, each sign is a coin: the sum of signed
   * ranks has mean 0 and variance sum r^2, ties or not.
   */
  private static double approximate(double[] differences, double[] ranks) {
    double signedSum = 0;
    double variance = 0;
    for (int i = 0; i < ranks.length; i++) {
      double sign = Math.signum(differences[i]);
      signedSum += sign * ranks[i];
      variance += Math.abs(sign) * ranks[i] * ranks[i];
    }
    // The rank sum of one side is half of the signed sum away from its mean.
    double distance = Math.max(0, Math.abs(signedSum) / 2 - CONTINUITY);
    return Erf.erfc(distance / Math.sqrt(variance / 4) / Math.sqrt(2));
  }
}
