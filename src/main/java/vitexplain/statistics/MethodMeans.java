package vitexplain.statistics;

import java.util.Arrays;

/**
 * Methods' means over images by one metric, and the means of every bootstrap resample of the
 * images, the same resamples for every metric.
 *
 * @param means one a method
 * @param resampled [resamples][methods]
 * @param images defined for every method
 */
public record MethodMeans(double[] means, double[][] resampled, int images) {

  /**
   * Draws nothing itself: what is paired comes from one table.
   *
   * @param values [methods][images], NaN = undefined
   */
  public static MethodMeans of(double[][] values, Bootstrap bootstrap) {
    return new MethodMeans(
        Arrays.stream(values).mapToDouble(MethodMeans::mean).toArray(),
        bootstrap.means(values),
        definedImages(values));
  }

  /**
   * Kendall's tau-b between the rankings by two metrics: 1 for the same order, -1 for the opposite.
   * The interval is of resampled images, plain percentiles: tau is bounded and comes in steps, and
   * no formula gives its standard error for methods that share images. It is too narrow below some
   * 30 images. n counts those that both metrics are defined for.
   *
   * @param other with as many methods, in the same order and direction
   */
  public Estimate agreement(MethodMeans other) {
    double[] taus = new double[resampled.length];
    Arrays.parallelSetAll(taus, r -> RankCorrelation.kendall(resampled[r], other.resampled[r]));
    return Estimate.of(
        RankCorrelation.kendall(means, other.means), taus, Math.min(images, other.images));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
  }

  private static int definedImages(double[][] values) {
    int defined = 0;
    for (int i = 0; values.length > 0 && i < values[0].length; i++) {
      int image = i;
      defined += Arrays.stream(values).noneMatch(method -> Double.isNaN(method[image])) ? 1 : 0;
    }
    return defined;
  }
}
