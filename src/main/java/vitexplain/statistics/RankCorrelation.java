package vitexplain.statistics;

import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import vitexplain.base.Ranges;

/**
 * Rank correlations, ties as SciPy treats them: -1 to 1, NaN when either side is constant or fewer
 * than 2 pairs are left. Pairs with a NaN are left out.
 */
public final class RankCorrelation {

  /** Added to -0.0 it gives 0.0: the two tie, but the library would rank them apart. */
  private static final double POSITIVE_ZERO = 0.0;

  private RankCorrelation() {}

  /** Kendall's tau-b: (concordant - discordant) pairs, corrected for ties on both sides. */
  public static double kendall(double[] x, double[] y) {
    return ofDefinedPairs(x, y, new KendallsCorrelation()::correlation);
  }

  /** Spearman's rho: Pearson's correlation of average ranks. */
  public static double spearman(double[] x, double[] y) {
    return ofDefinedPairs(x, y, new SpearmansCorrelation()::correlation);
  }

  private static double ofDefinedPairs(
      double[] x, double[] y, ToDoubleBiFunction<double[], double[]> correlation) {
    Ranges.requireSameLength("rank correlation", x.length, y.length);
    int[] defined =
        IntStream.range(0, x.length)
            .filter(i -> !Double.isNaN(x[i]) && !Double.isNaN(y[i]))
            .toArray();
    if (defined.length < 2) {
      return Double.NaN;
    }
    return correlation.applyAsDouble(
        IntStream.of(defined).mapToDouble(i -> x[i] + POSITIVE_ZERO).toArray(),
        IntStream.of(defined).mapToDouble(i -> y[i] + POSITIVE_ZERO).toArray());
  }
}
