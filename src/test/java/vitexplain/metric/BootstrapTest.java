package vitexplain.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static final double ROUNDING = 1e-12;

  private static double[] normal(int n, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, n).mapToDouble(i -> 0.5 + 0.2 * random.nextGaussian()).toArray();
  }

  @Test
  void intervalIsTheLinearQuantilesOfTheResampledMeans() {
    double[] values = normal(14, 1);
    double[] means = new double[101]; // quantiles 0.025 and 0.975 fall on positions 2.5 and 97.5
    int[][] indices = Bootstrap.indices(14, 101, 42);
    for (int r = 0; r < means.length; r++) {
      means[r] = Arrays.stream(indices[r]).mapToDouble(i -> values[i]).average().orElseThrow();
    }
    Arrays.sort(means);
    Estimate estimate = Bootstrap.of(14, 101, 42).mean(values);
    assertThat(estimate.mean())
        .isCloseTo(Arrays.stream(values).average().orElseThrow(), within(ROUNDING));
    assertThat(estimate.low()).isCloseTo((means[2] + means[3]) / 2, within(ROUNDING));
    assertThat(estimate.high()).isCloseTo((means[97] + means[98]) / 2, within(ROUNDING));
    assertThat(estimate.n()).isEqualTo(14);
  }

  @Test
  void halfWidthAtSpreadOfOneFifthIsWhatTheoryGives() {
    Estimate estimate = Bootstrap.of(500, Bootstrap.RESAMPLES, 7).mean(normal(500, 2));
    // 1.96 x 0.2 / sqrt(500) = 0.0175; the sample's own spread is within 10 % of 0.2.
    assertThat((estimate.high() - estimate.low()) / 2).isCloseTo(0.0175, within(0.00175));
  }

  /**
   * Nominal 95 %; at 240 images, a standard run, the percentile interval itself is 0.2 % short of
   * it, and of 4,000 trials the share is known to 0.35 %.
   */
  @Test
  void intervalCoversTheTrueMeanAsOftenAsItSays() {
    Bootstrap bootstrap = Bootstrap.of(240, 500, 3);
    int trials = 4000;
    int covered = 0;
    for (int trial = 0; trial < trials; trial++) {
      Estimate estimate = bootstrap.mean(normal(240, 1000 + trial));
      covered += estimate.low() <= 0.5 && 0.5 <= estimate.high() ? 1 : 0;
    }
    assertThat((double) covered / trials).isBetween(0.93, 0.97);
  }

  /** Values near a bound, as probabilities are: the interval of their mean must hold there too. */
  @Test
  void intervalCoversTheMeanOfSkewedValuesToo() {
    Bootstrap bootstrap = Bootstrap.of(240, 500, 4);
    int trials = 2000;
    int covered = 0;
    for (int trial = 0; trial < trials; trial++) {
      SplittableRandom random = new SplittableRandom(5000 + trial);
      double[] values = new double[240];
      Arrays.setAll(values, i -> Math.pow(random.nextDouble(), 3)); // mean 1/4
      Estimate estimate = bootstrap.mean(values);
      covered += estimate.low() <= 0.25 && 0.25 <= estimate.high() ? 1 : 0;
    }
    assertThat((double) covered / trials).isBetween(0.93, 0.97);
  }

  @Test
  void sameSeedSameTableAndAnotherSeedAnother() {
    assertThat(Bootstrap.indices(9, 20, 1)).isDeepEqualTo(Bootstrap.indices(9, 20, 1));
    assertThat(Arrays.deepEquals(Bootstrap.indices(9, 20, 1), Bootstrap.indices(9, 20, 2)))
        .isFalse();
  }

  @Test
  void methodsThatDifferByAConstantHaveADifferenceWithoutSpread() {
    double[] a = normal(40, 4);
    double[] b = Arrays.stream(a).map(v -> v - 0.125).toArray();
    Estimate difference = Bootstrap.of(40, 500, 5).difference(a, b);
    assertThat(difference.mean()).isCloseTo(0.125, within(ROUNDING));
    assertThat(difference.high() - difference.low()).isCloseTo(0, within(ROUNDING));
  }

  @Test
  void undefinedImagesAreLeftOutAndCountedOut() {
    double[] values = {0.25, Double.NaN, 0.75, Double.NaN};
    Estimate estimate = Bootstrap.of(4, 1000, 6).mean(values);
    assertThat(estimate.mean()).isEqualTo(0.5);
    assertThat(estimate.n()).isEqualTo(2);
    assertThat(estimate.low()).isEqualTo(0.25);
    assertThat(estimate.high()).isEqualTo(0.75);
  }

  @Test
  void oneImageHasNoIntervalAndNoneHasNoMean() {
    Bootstrap bootstrap = Bootstrap.of(2, 50, 1);
    Estimate one = bootstrap.mean(new double[] {0.5, Double.NaN});
    assertThat(one.mean()).isEqualTo(0.5);
    assertThat(one.low()).isNaN();
    Estimate none = bootstrap.mean(new double[] {Double.NaN, Double.NaN});
    assertThat(none.mean()).isNaN();
    assertThat(none.n()).isZero();
  }

  @Test
  void microMetricSumsTheCountsOfEachResampleAgain() {
    SplittableRandom random = new SplittableRandom(8);
    List<Confusion> images =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    new Confusion(
                        random.nextInt(100), random.nextInt(100), random.nextInt(100), 500))
            .toList();
    Bootstrap bootstrap = Bootstrap.of(30, 300, 9);
    List<Estimate> micro =
        bootstrap.micro(images, List.of(SegmentationMetric.PIXEL_ACC, SegmentationMetric.IOU_FG));
    Confusion all = images.stream().reduce(Confusion.NONE, Confusion::plus);
    assertThat(micro.get(0)).isEqualTo(plain(images, Confusion::pixelAcc, all));
    assertThat(micro.get(1)).isEqualTo(plain(images, Confusion::iouFg, all));
  }

  private static Estimate plain(
      List<Confusion> images, ToDoubleFunction<Confusion> metric, Confusion all) {
    double[] repeated =
        Arrays.stream(Bootstrap.indices(30, 300, 9))
            .map(
                resample ->
                    Arrays.stream(resample)
                        .mapToObj(images::get)
                        .reduce(Confusion.NONE, Confusion::plus))
            .mapToDouble(metric)
            .toArray();
    return Estimate.of(metric.applyAsDouble(all), repeated, 30);
  }

  @Test
  void valuesOfAnotherNumberOfImagesAreRefused() {
    Bootstrap bootstrap = Bootstrap.of(5, 10, 1);
    assertThatThrownBy(() -> bootstrap.mean(new double[4]))
        .hasMessageContaining("4 values against 5");
    assertThatThrownBy(() -> Bootstrap.of(0, 10, 1)).hasMessageContaining("0 images");
  }
}
