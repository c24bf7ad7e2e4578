package vitexplain.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.KthSelector;
import vitexplain.base.Ranges;

/**
 * Paired bootstrap over images: one table of resamples for every method and metric, so that a
 * difference between methods is resampled on the same images on both sides.
 *
 * <p>Intervals of 95 % are studentised (Hall 1988, doi:10.1214/aos/1176350933; Efron and Tibshirani
 * 1993, section 12.5): mean - t s / sqrt(n), t the quantiles of (resampled mean - mean) / (its own
 * standard error). The plain percentiles of the means are too narrow for few images and miss to one
 * side where values are skewed, as most metrics here are; {@code CoverageStudy} in the tests
 * compares them.
 *
 * <p>Where one or two images carry all of the spread, or there are few images at all, resamples
 * without these have no standard error to speak of and t grows beyond bounds. An end is therefore
 * never farther out than {@link SkewedT}, which needs no resampling, puts it.
 *
 * <p>Of more than {@value #MOST_RESAMPLED} images the interval of a mean is that of {@link
 * SkewedT}: both are correct up to terms of 1 / n, and 10,000 resamples leave a quantile less
 * certain than that. Neither memory nor time then grow with images x resamples.
 */
public final class Bootstrap {

  /** As many resamples as published numbers use. */
  public static final int RESAMPLES = 10_000;

  /** Up to so many images a mean's interval is by resamples. */
  static final int MOST_RESAMPLED = 2_000;

  private static final double TAIL = 0.025;

  /** Values that differ by less are the same: their spread is that of rounding. */
  private static final double ROUNDING = 1e-12;

  private final int images;
  private final int resamples;
  private final long seed;

  /** The table [resamples][images]; empty where it would be too large. */
  private final int[][] indices;

  private Bootstrap(int images, int resamples, long seed, int[][] indices) {
    this.images = images;
    this.resamples = resamples;
    this.seed = seed;
    this.indices = indices;
  }

  /**
   * Draws the table, 4 bytes x images x resamples; of more than {@value #MOST_RESAMPLED} images
   * none is kept.
   *
   * @param images at least 1
   * @param resamples at least 1
   */
  public static Bootstrap of(int images, int resamples, long seed) {
    if (images < 1 || resamples < 1) {
      throw new IllegalArgumentException(
          "bootstrap of " + images + " images, " + resamples + " resamples; expected at least 1");
    }
    int[][] table = images > MOST_RESAMPLED ? new int[0][] : indices(images, resamples, seed);
    return new Bootstrap(images, resamples, seed, table);
  }

  /** Resampled image indices [resamples][n], each uniform in 0 to n - 1; the seed decides all. */
  static int[][] indices(int n, int resamples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] indices = new int[resamples][n];
    for (int[] resample : indices) {
      for (int i = 0; i < n; i++) {
        resample[i] = random.nextInt(n);
      }
    }
    return indices;
  }

  /**
   * Mean over images (macro) and its interval, which ends where the metric's range does.
   *
   * @param values one an image, in the order of every other call; NaN = undefined, left out
   * @param range of the metric
   */
  public Estimate mean(double[] values, ValueRange range) {
    requireImages(values.length);
    double[] defined = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    double sum = 0;
    for (double value : defined) { // plain, as means were always added up: no last digit changes
      sum += value;
    }
    double mean = sum / defined.length;
    return range.areEnds(defined)
        ? Shares.estimate(defined, range)
        : studentised(mean, defined, range);
  }

  /** Mean of a - b over the images where both are defined; {@code range} is of a and of b. */
  public Estimate difference(double[] a, double[] b, ValueRange range) {
    Ranges.requireSameLength("paired difference", a.length, b.length);
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return mean(differences, range.ofDifferences());
  }

  /**
   * A number computed from all images at once, its interval from the images' jackknife values: n
   * times the number less n - 1 times that without the image (Tukey 1958; Efron and Tibshirani
   * 1993, section 11.5).
   *
   * @param value from all images
   * @param without from all but one, one value for each image that counts
   * @param range of the number
   */
  public Estimate jackknife(double value, double[] without, ValueRange range) {
    if (Arrays.stream(without).anyMatch(Double::isNaN)) {
      // Defined by one image alone: how it varies over images cannot be told.
      return new Estimate(value, Double.NaN, Double.NaN, without.length);
    }
    double centre = Arrays.stream(without).average().orElse(Double.NaN);
    double[] values =
        Arrays.stream(without).map(v -> value + (without.length - 1) * (centre - v)).toArray();
    return studentised(value, values, range);
  }

  /**
   * @param values all defined
   * @param mean of the values
   */
  private Estimate studentised(double mean, double[] values, ValueRange range) {
    int n = values.length;
    if (n < Estimate.FEWEST_IMAGES) {
      return new Estimate(mean, Double.NaN, Double.NaN, n);
    }
    double[] deviations = Arrays.stream(values).map(value -> value - mean).toArray();
    double squares = Arrays.stream(deviations).map(d -> d * d).sum();
    double error = Math.sqrt(squares / (n - 1) / n);
    if (error <= ROUNDING * Math.abs(mean)) {
      return new Estimate(mean, mean, mean, n);
    }
    SkewedT formula = SkewedT.of(deviations);
    if (n > MOST_RESAMPLED) {
      return range.limit(new Estimate(mean, mean + formula.low(), mean + formula.high(), n));
    }
    double same = ROUNDING * squares / n;
    double[] t =
        Arrays.stream(resamplesOf(n))
            .parallel()
            .mapToDouble(resample -> studentised(deviations, resample, same))
            .toArray();
    // Of whole resamples, the outer ones: nothing lies between a number and an infinite one.
    int beyond = (int) (TAIL * (t.length - 1));
    KthSelector selector = new KthSelector();
    double lowest = selector.select(t, null, beyond);
    double highest = selector.select(t, null, t.length - 1 - beyond);
    double low = Math.max(mean - highest * error, mean + formula.low());
    double high = Math.min(mean - lowest * error, mean + formula.high());
    return range.limit(new Estimate(mean, low, high, n));
  }

  /** Where some images have no value, only the others are drawn. */
  private int[][] resamplesOf(int n) {
    return n == images ? indices : indices(n, resamples, seed);
  }

  /**
   * A resample's distance from the mean in its own standard errors; infinite where all its values
   * are the same.
   *
   * @param same variance up to which they are
   */
  private static double studentised(double[] deviations, int[] resample, double same) {
    double sum = 0;
    double squares = 0;
    for (int image : resample) {
      double d = deviations[image];
      sum += d;
      squares += d * d;
    }
    int n = resample.length;
    double mean = sum / n;
    double variance = (squares - sum * mean) / (n - 1);
    if (variance > same) {
      return mean / Math.sqrt(variance / n);
    }
    return mean * mean > same ? mean * Double.POSITIVE_INFINITY : 0;
  }

  /**
   * Each method's mean over each resample, the same resamples for all; NaN where a resample holds
   * undefined values only.
   *
   * @param values [methods][images]
   * @return [resamples][methods]
   */
  double[][] means(double[][] values) {
    Arrays.stream(values).forEach(ofMethod -> requireImages(ofMethod.length));
    return IntStream.range(0, resamples)
        .parallel()
        .mapToObj(this::resample)
        .map(drawn -> Arrays.stream(values).mapToDouble(v -> meanAt(v, drawn)).toArray())
        .toArray(double[][]::new);
  }

  /** The images of one resample; drawn again each time where there is no table. */
  private int[] resample(int number) {
    return images > MOST_RESAMPLED ? indices(images, 1, seed + number)[0] : indices[number];
  }

  private static double meanAt(double[] values, int[] resample) {
    double sum = 0;
    int defined = 0;
    for (int image : resample) {
      double value = values[image];
      if (!Double.isNaN(value)) {
        sum += value;
        defined++;
      }
    }
    return sum / defined;
  }

  /** Refuses values of another number of images than the table was drawn for. */
  public void requireImages(int found) {
    Ranges.requireSameLength("bootstrap", found, images);
  }
}
