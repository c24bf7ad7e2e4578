package vitexplain.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.TDistribution;
import vitexplain.statistics.SequentialComparison.Verdict;

/** Simulated studies of paired differences whose true means are known. */
final class Simulated {
  private static final ValueRange RANGE = ValueRange.SIGNED.ofDifferences();

  /** Also the margin of equivalence: differences of just this much are the hardest to tell. */
  private static final double MARGIN = 0.3;

  /** True mean differences of the pairs of one study. */
  private static final double[] MEANS = {0, 0, MARGIN, -MARGIN, 0.6, -0.8};

  private Simulated() {}

  /**
   * @param falseShare studies with a false verdict by each look, 0 to 1
   * @param peeking the same at the last look where a t-test after every image decides
   * @param decided share of the pairs with a difference that were found to have one
   */
  record Errors(double[] falseShare, double peeking, double decided) {}

  /** Values in [-2, 2] of a mean and a spread, skewed as differences of two methods are. */
  static double[] differences(double mean, double spread, int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[n];
    Arrays.setAll(values, i -> mean + spread * (3 * Math.pow(random.nextDouble(), 2) - 1));
    return values;
  }

  /** Two values only, as far apart as the range lets them be: nothing varies more. */
  private static double[] coins(double mean, int n, SplittableRandom random) {
    double[] values = new double[n];
    double up = (mean - RANGE.low()) / (RANGE.high() - RANGE.low());
    Arrays.setAll(values, i -> random.nextDouble() < up ? RANGE.high() : RANGE.low());
    return values;
  }

  static Errors studies(int studies, int[] looks, double alpha) {
    ConfidenceSequence sequence = new ConfidenceSequence(RANGE, alpha / MEANS.length);
    SplittableRandom random = new SplittableRandom(3);
    int images = looks[looks.length - 1];
    double[] critical = critical(images, alpha / MEANS.length);
    int[] wrong = new int[looks.length];
    int peekedWrong = 0;
    int found = 0;
    for (int study = 0; study < studies; study++) {
      int firstFalse = Integer.MAX_VALUE;
      boolean peeked = false;
      for (double mean : MEANS) {
        double[] values =
            study % 2 == 0
                ? coins(mean, images, random)
                : differences(mean, 0.5, images, random.nextLong());
        SequentialComparison last = follow(sequence, values);
        if (isFalse(last.verdict(), mean)) {
          firstFalse = Math.min(firstFalse, last.n());
        }
        found += mean != 0 && last.verdict() == (mean > 0 ? Verdict.HIGHER : Verdict.LOWER) ? 1 : 0;
        peeked |= mean == 0 && everRejects(values, critical);
      }
      for (int look = 0; look < looks.length; look++) {
        wrong[look] += firstFalse <= looks[look] ? 1 : 0;
      }
      peekedWrong += peeked ? 1 : 0;
    }
    long differing = Arrays.stream(MEANS).filter(mean -> mean != 0).count();
    return new Errors(
        Arrays.stream(wrong).mapToDouble(count -> (double) count / studies).toArray(),
        (double) peekedWrong / studies,
        (double) found / studies / differing);
  }

  private static SequentialComparison follow(ConfidenceSequence sequence, double[] values) {
    SequentialComparison comparison = SequentialComparison.of(sequence, MARGIN);
    for (double value : values) {
      comparison = comparison.after(value);
    }
    return comparison;
  }

  private static boolean isFalse(Verdict verdict, double mean) {
    return switch (verdict) {
      case OPEN -> false;
      case HIGHER -> mean <= 0;
      case LOWER -> mean >= 0;
      case EQUIVALENT -> Math.abs(mean) > MARGIN;
    };
  }

  /** By the number of values. */
  private static double[] critical(int images, double alpha) {
    double[] critical = new double[images + 1];
    for (int n = 2; n <= images; n++) {
      critical[n] = new TDistribution(n - 1).inverseCumulativeProbability(1 - alpha / 2);
    }
    return critical;
  }

  private static boolean everRejects(double[] values, double[] critical) {
    double mean = 0;
    double squares = 0;
    for (int n = 1; n <= values.length; n++) {
      double step = values[n - 1] - mean;
      mean += step / n;
      squares += step * (values[n - 1] - mean);
      // Fewer are never looked at: a t-test of two coins that agree has no spread.
      if (n >= 10 && Math.abs(mean) > critical[n] * Math.sqrt(squares / (n - 1) / n)) {
        return true;
      }
    }
    return false;
  }
}
