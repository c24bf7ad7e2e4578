package vitexplain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The exact distribution with ties and zeros, against all sign patterns counted one by one. */
class WilcoxonTest {
  private static final double ROUNDING = 1e-12;

  /** Twice the mean rank of each size, by counting what is smaller and what is equal. */
  private static int[] doubledRanks(int[] differences) {
    return Arrays.stream(differences)
        .map(Math::abs)
        .map(
            size ->
                (int)
                    (2 * Arrays.stream(differences).filter(d -> Math.abs(d) < size).count()
                        + Arrays.stream(differences).filter(d -> Math.abs(d) == size).count()
                        + 1))
        .toArray();
  }

  private static double enumerated(int[] differences) {
    int[] ranks = doubledRanks(differences);
    int[] signed = IntStream.range(0, ranks.length).filter(i -> differences[i] != 0).toArray();
    int found = 0;
    for (int i : signed) {
      found += differences[i] > 0 ? ranks[i] : -ranks[i];
    }
    int far = 0;
    for (int pattern = 0; pattern < 1 << signed.length; pattern++) {
      int sum = 0;
      for (int i = 0; i < signed.length; i++) {
        sum += (pattern >> i & 1) == 0 ? ranks[signed[i]] : -ranks[signed[i]];
      }
      far += Math.abs(sum) >= Math.abs(found) ? 1 : 0;
    }
    return (double) far / (1 << signed.length);
  }

  @Test
  void isExactForFewPairsWithTiesAndZeros() {
    SplittableRandom random = new SplittableRandom(6);
    for (int n = 1; n <= 12; n++) {
      for (int trial = 0; trial < 20; trial++) {
        int[] whole = random.ints(n, -3, 6).toArray();
        double[] quarters = Arrays.stream(whole).mapToDouble(d -> d / 4.0).toArray();
        assertThat(Wilcoxon.pValue(quarters, new double[n]))
            .as(Arrays.toString(whole))
            .isCloseTo(enumerated(whole), within(ROUNDING));
      }
    }
  }

  /** At the most pairs that are exact, the normal approximation is near. */
  @Test
  void exactAndApproximateMeet() {
    SplittableRandom random = new SplittableRandom(7);
    double[] fifty = random.ints(50, -20, 31).mapToDouble(d -> d / 4.0).toArray();
    double[] more = Arrays.copyOf(fifty, 51);
    assertThat(Wilcoxon.pValue(fifty, new double[50]))
        .isCloseTo(Wilcoxon.pValue(more, new double[51]), within(0.005))
        .isBetween(0.0, 0.2);
  }
}
