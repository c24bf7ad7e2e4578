package vitexplain.metric;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

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
    return estimate(meanAt(values, asTheyAre()), () -> means(values), defined);
  }

  /** Mean of a - b over the images where both are defined. */
  public Estimate difference(double[] a, double[] b) {
    Shapes.requireSameLength("paired difference", a.length, b.length);
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return mean(differences);
  }

  /**
   * Metrics of the pooled pixels of each resample (micro); n counts all images.
   *
   * @return one a metric, in their order
   */
  public List<Estimate> micro(List<Confusion> perImage, List<SegmentationMetric> metrics) {
    requireImages(perImage.size());
    Confusion[] counts = perImage.toArray(Confusion[]::new);
    Confusion asTheyAre = pool(counts, asTheyAre());
    // Adding up is most of the work, and every metric needs the same sums.
    Confusion[] pooled =
        Arrays.stream(indices)
            .parallel()
            .map(resample -> pool(counts, resample))
            .toArray(Confusion[]::new);
    return metrics.stream()
        .map(
            metric ->
                estimate(
                    metric.of(asTheyAre),
                    () -> Arrays.stream(pooled).mapToDouble(metric::of).toArray(),
                    images))
        .toList();
  }

  private static Estimate estimate(double value, Supplier<double[]> resampled, int n) {
    return n < 2
        ? new Estimate(value, Double.NaN, Double.NaN, n)
        : Estimate.of(value, resampled.get(), n);
  }

  private int[] asTheyAre() {
    int[] indices = new int[images];
    Arrays.setAll(indices, i -> i);
    return indices;
  }

  /** The mean of each resample, NaN where it holds undefined values only; as in {@link #mean}. */
  double[] means(double[] values) {
    requireImages(values.length);
    return Arrays.stream(indices)
        .parallel()
        .mapToDouble(resample -> meanAt(values, resample))
        .toArray();
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
