package vitexplain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

/** Against all sign patterns counted one by one, and against theory where they are too many. */
class PairedPermutationTest {

  /** Three standard errors of a share near 0.3 over 100,000 draws. */
  private static final double DRAWN = 0.005;

  private static final long SEED = 1;

  private static double p(double... differences) {
    return PairedPermutation.pValue(differences, new double[differences.length], SEED);
  }

  /** By definition and in whole numbers, so that ties are ties. */
  private static double enumerated(int[] differences) {
    int found = Math.abs(Arrays.stream(differences).sum());
    int far = 0;
    for (int pattern = 0; pattern < 1 << differences.length; pattern++) {
      int sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += (pattern >> i & 1) == 0 ? differences[i] : -differences[i];
      }
      far += Math.abs(sum) >= found ? 1 : 0;
    }
    return (double) far / (1 << differences.length);
  }

  @Test
  void isTheShareOfAllSignPatternsAtLeastAsFarFromZero() {
    SplittableRandom random = new SplittableRandom(3);
    for (int n = 1; n <= 12; n++) {
      for (int trial = 0; trial < 20; trial++) {
        int[] whole = random.ints(n, -4, 7).toArray(); // ties and zeros among them
        double[] tenths = Arrays.stream(whole).mapToDouble(d -> d / 10.0).toArray();
        assertThat(p(tenths)).as(Arrays.toString(whole)).isEqualTo(enumerated(whole));
      }
    }
  }

  @Test
  void allOnOneSideGivesTheLeastThatSoManyImagesCan() {
    for (int n : new int[] {1, 4, 8, 16, 17}) {
      double[] differences = new SplittableRandom(n).doubles(n, 0.1, 1).toArray();
      assertThat(p(differences)).isEqualTo(PairedPermutation.leastPossible(n));
    }
    double[] many = new SplittableRandom(9).doubles(240, 0.1, 1).toArray();
    assertThat(p(many)).isEqualTo(PairedPermutation.leastPossible(240)).isPositive();
    assertThat(PairedPermutation.leastPossible(8)).isEqualTo(2 / 256.0);
    assertThat(PairedPermutation.leastPossible(0)).isEqualTo(1);
  }

  @Test
  void drawnPatternsAgreeWithTheNormalLimit() {
    double[] differences = new SplittableRandom(4).doubles(200, -1, 1).map(d -> d + 0.05).toArray();
    double sum = Arrays.stream(differences).sum();
    double spread = Math.sqrt(Arrays.stream(differences).map(d -> d * d).sum());
    double normal = Erf.erfc(sum / spread / Math.sqrt(2));
    assertThat(p(differences)).isCloseTo(normal, within(DRAWN)).isEqualTo(p(differences));
  }

  @Test
  void isSymmetricAndLeavesOutUndefinedPairsAndZeros() {
    double[] a = {0.9, 0.8, 0.71, 0.65, Double.NaN, 0.5, 0.25};
    double[] b = {0.1, 0.3, 0.22, 0.7, 0.9, 0.45, 0.25};
    assertThat(PairedPermutation.pValue(a, b, SEED))
        .isEqualTo(PairedPermutation.pValue(b, a, SEED))
        .isEqualTo(p(0.8, 0.5, 0.49, -0.05, 0.05));
    assertThatThrownBy(() -> PairedPermutation.pValue(new double[2], new double[3], SEED))
        .hasMessageContaining("2 values against 3");
  }

  @Test
  void equalMethodsHaveNoEvidenceOfADifference() {
    assertThat(p(0, 0, 0)).isEqualTo(1);
    assertThat(p(Double.NaN)).isEqualTo(1);
    assertThat(p()).isEqualTo(1);
  }

  /** A level of 5 % is exceeded in no more than 5 % of trials without a difference. */
  @Test
  void rejectsNoMoreOftenThanItsLevelWhereNothingDiffers() {
    for (int n : new int[] {6, 8, 16}) {
      int rejected = 0;
      int trials = 1000;
      for (int trial = 0; trial < trials; trial++) {
        SplittableRandom random = new SplittableRandom(trial);
        double[] a = random.doubles(n).map(u -> u * u * u).toArray();
        double[] b = random.doubles(n).map(u -> u * u * u).toArray();
        rejected += PairedPermutation.pValue(a, b, SEED) <= 0.05 ? 1 : 0;
      }
      assertThat((double) rejected / trials).isBetween(0.02, 0.065);
    }
  }

  /** One difference more than are drawn for, and too small to count. */
  @Test
  void formulaForManyGoesOnWhereDrawingEnds() {
    for (double shift : new double[] {0, 0.01, 0.02, 0.05, 1}) {
      SplittableRandom random = new SplittableRandom(11);
      double[] few =
          random.doubles(PairedPermutation.MOST_DRAWN).map(u -> u * u * u - 0.25 + shift).toArray();
      double[] many = Arrays.copyOf(few, few.length + 1);
      many[few.length] = 1e-12;
      assertThat(p(many)).isCloseTo(p(few), within(DRAWN));
    }
    double[] alike = new double[50_000];
    Arrays.fill(alike, 1);
    assertThat(p(alike)).isEqualTo(PairedPermutation.leastPossible(50_000));
  }
}
