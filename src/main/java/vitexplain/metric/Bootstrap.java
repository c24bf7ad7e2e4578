package vitexplain.metric;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Paired bootstrap over images: one table of resamples for every method and metric, so that a
 * difference between methods is resampled on the same images on both sides. Percentile intervals of
 * 95 % (Efron and Tibshirani 1993, chapter 13), quantiles interpolated linearly.
 */
public final class Bootstrap {

  /** As many resamples as published numbers use. */
  public static final int RESAMPLES = 10_000;

  private final int images;
  private final int[][] indices;

  private Bootstrap(int images, int[][] indices) {
    this.images = images;
    this.indices = indices;
  }

  /**
   * Draws the table, 4 bytes x images x resamples.
   *
   * @param images at least 1
   * @param resamples at least 1
   */
  public static Bootstrap of(int images, int resamples, long seed) {
    if (images < 1 || resamples < 1) {
      throw new IllegalArgumentException(
          "bootstrap of " + images + " images, " + resamples + " resamples; expected at least 1");
    }
    return new Bootstrap(images, indices(images, resamples, seed));
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
   * Mean over images and its interval (macro).
   *
   * @param values one an image, in the order of every other call; NaN = undefined, left out
   */
  public Estimate mean(double[] values) {
    requireImages(values.length);
    int defined = (int) Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
    return estimate(resample -> meanAt(values, resample), defined);
  }

  /** Mean of a - b over the images where both are defined. */
  public Estimate difference(double[] a, double[] b) {
    Shapes.requireSameLength("paired difference", a.length, b.length);
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return mean(differences);
  }

  /** A metric of the pooled pixels of each resample (micro); n counts all images. */
  public Estimate micro(List<Confusion> perImage, SegmentationMetric metric) {
    requireImages(perImage.size());
    Confusion[] counts = perImage.toArray(Confusion[]::new);
    return estimate(resample -> metric.of(pool(counts, resample)), images);
  }

  /**
   * Any statistic of resampled image indices; a resample where it is NaN is left out.
   *
   * @param statistic from image indices (repetitions included) to a number; must not keep or change
   *     the array
   */
  public Estimate statistic(ToDoubleFunction<int[]> statistic) {
    return estimate(statistic, images);
  }

  private Estimate estimate(ToDoubleFunction<int[]> statistic, int n) {
    int[] asTheyAre = new int[images];
    Arrays.setAll(asTheyAre, i -> i);
    double value = statistic.applyAsDouble(asTheyAre);
    if (n < 2) {
      return new Estimate(value, Double.NaN, Double.NaN, n);
    }
    return Estimate.of(value, resampled(statistic), n);
  }

  private double[] resampled(ToDoubleFunction<int[]> statistic) {
    return Arrays.stream(indices).mapToDouble(statistic).toArray();
  }

  /** The mean of each resample, NaN where it holds undefined values only; as in {@link #mean}. */
  double[] means(double[] values) {
    requireImages(values.length);
    return resampled(resample -> meanAt(values, resample));
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

  private static Confusion pool(Confusion[] perImage, int[] resample) {
    long tp = 0;
    long fp = 0;
    long fn = 0;
    long tn = 0;
    for (int image : resample) {
      Confusion confusion = perImage[image];
      tp += confusion.tp();
      fp += confusion.fp();
      fn += confusion.fn();
      tn += confusion.tn();
    }
    return new Confusion(tp, fp, fn, tn);
  }

  private void requireImages(int found) {
    Shapes.requireSameLength("bootstrap", found, images);
  }
}
