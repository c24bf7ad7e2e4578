package vitexplain.metric;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/** Whether two methods differ on the same images: the signed-rank test of Wilcoxon 1945. */
public final class Wilcoxon {

  /** Up to here the exact distribution is used, as SciPy does. */
  private static final int MOST_EXACT = 50;

  private static final double CONTINUITY = 0.5;

  private Wilcoxon() {}

  /**
   * Two-sided p: exact up to 50 pairs without ties and zeros, else the normal approximation with
   * continuity correction; zero differences are ranked, then left out (Pratt 1959). 1 when no
   * difference is other than 0 (no evidence); pairs with a NaN are left out.
   *
   * @param a one value an image
   * @param b of the same images in the same order
   * @throws IllegalArgumentException when lengths differ
   */
  public static double pValue(double[] a, double[] b) {
    Shapes.requireSameLength("paired test", a.length, b.length);
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    double[] defined = Arrays.stream(differences).filter(d -> !Double.isNaN(d)).toArray();
    if (Arrays.stream(defined).allMatch(d -> d == 0)) {
      return 1;
    }
    double[] sizes = Arrays.stream(defined).map(Math::abs).toArray();
    boolean zeros = Arrays.stream(sizes).anyMatch(size -> size == 0);
    boolean ties = Arrays.stream(sizes).distinct().count() < sizes.length;
    if (!zeros && !ties && sizes.length <= MOST_EXACT) {
      return WilcoxonSignedRankTest.withDefaults()
          .with(PValueMethod.EXACT)
          .test(defined)
          .getPValue();
    }
    return approximate(defined, new NaturalRanking().rank(sizes));
  }

  /**
   * By hand because commons-statistics 1.2 corrects the variance for the tie among the zeros that
   * it has left out already. Given the ranks r of the differences that are not 0, each sign is a
   * coin: the sum of signed ranks has mean 0 and variance sum r^2, ties or not.
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
