package vitexplain.statistics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;

/**
 * Which interval of a mean holds its 95 % for few images? Prints, for each shape of values, number
 * of images and kind of interval, the share of trials whose interval holds the true mean, in
 * percent, and its median width in standard deviations of the values. No test of the build, since
 * nothing can fail; {@link BootstrapTest} holds the one that was chosen to its coverage.
 *
 * <pre>mvn -q -B test -Dtest=CoverageStudy     # two minutes</pre>
 */
class CoverageStudy {
  private static final int TRIALS = 1000;
  private static final int RESAMPLES = 999;
  private static final int[] IMAGES = {4, 8, 16, 32, 240};
  private static final double LEVEL = 0.95;

  private record Interval(double low, double high) {
    boolean holds(double mean) {
      return low <= mean + 1e-12 && mean - 1e-12 <= high;
    }
  }

  private interface Kind {
    Interval of(double[] values, int[][] resamples);
  }

  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("percentile", CoverageStudy::percentile);
    KINDS.put("BCa", CoverageStudy::biasCorrected);
    KINDS.put("t", CoverageStudy::student);
    KINDS.put("skewed t", CoverageStudy::skewed);
    KINDS.put("chosen", CoverageStudy::chosen);
  }

  /**
   * Values of one image as metrics give them.
   *
   * @param draw one value
   */
  private record Shape(String name, ToDoubleFunction<SplittableRandom> draw) {}

  private static final Shape[] SHAPES = {
    new Shape("normal: differences of methods", r -> 0.5 + 0.2 * normal(r)),
    new Shape("uniform: overlaps", SplittableRandom::nextDouble),
    new Shape("u^3: probabilities near 0", r -> Math.pow(r.nextDouble(), 3)),
    new Shape("1 - u^3: AP of a good map", r -> 1 - Math.pow(r.nextDouble(), 3)),
    new Shape(
        "tenths: accuracy along a curve", r -> Math.round(10 * (1 - Math.pow(r.nextDouble(), 3)))),
    new Shape("arcsine: found or not", r -> Math.pow(Math.sin(Math.PI / 2 * r.nextDouble()), 2)),
    new Shape("exponential", r -> -Math.log(1 - r.nextDouble())),
    new Shape("lognormal", r -> Math.exp(normal(r))),
    new Shape(
        "a fifth not 0: gain of a product", r -> r.nextDouble() < 0.2 ? 100 * r.nextDouble() : 0),
  };

  private static double normal(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  @Test
  void print() {
    for (Shape shape : SHAPES) {
      SplittableRandom many = new SplittableRandom(1);
      double[] population =
          IntStream.range(0, 2_000_000).mapToDouble(i -> shape.draw.applyAsDouble(many)).toArray();
      double mean = StatUtils.mean(population);
      double spread = Math.sqrt(StatUtils.variance(population));
      for (int n : IMAGES) {
        StringBuilder line = new StringBuilder("%-34s n = %3d".formatted(shape.name, n));
        int[][] resamples = Bootstrap.indices(n, RESAMPLES, n);
        KINDS.forEach(
            (name, kind) -> {
              SplittableRandom random = new SplittableRandom(7);
              double[] widths = new double[TRIALS];
              int held = 0;
              for (int trial = 0; trial < TRIALS; trial++) {
                double[] values = new double[n];
                Arrays.setAll(values, i -> shape.draw.applyAsDouble(random));
                Interval interval = kind.of(values, resamples);
                held += interval.holds(mean) ? 1 : 0;
                widths[trial] = (interval.high - interval.low) / spread;
              }
              Arrays.sort(widths);
              line.append(
                  "  %s %5.1f (%.2f)".formatted(name, 100.0 * held / TRIALS, widths[TRIALS / 2]));
            });
        System.out.println(line);
      }
    }
  }

  private static double[] means(double[] values, int[][] resamples) {
    return Arrays.stream(resamples)
        .parallel()
        .mapToDouble(resample -> Arrays.stream(resample).mapToDouble(i -> values[i]).sum())
        .map(sum -> sum / values.length)
        .toArray();
  }

  private static Interval quantiles(double[] data, double low, double high) {
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(data);
    return new Interval(
        percentile.evaluate(100 * Math.max(low, 1e-9)),
        percentile.evaluate(100 * Math.min(high, 1)));
  }

  private static Interval percentile(double[] values, int[][] resamples) {
    return quantiles(means(values, resamples), (1 - LEVEL) / 2, (1 + LEVEL) / 2);
  }

  /** Efron and Tibshirani 1993, section 14.3. */
  private static Interval biasCorrected(double[] values, int[][] resamples) {
    double mean = StatUtils.mean(values);
    double[] means = means(values, resamples);
    NormalDistribution normal = new NormalDistribution();
    double below = Arrays.stream(means).map(m -> m < mean ? 1 : m == mean ? 0.5 : 0).sum();
    double bias =
        normal.inverseCumulativeProbability(
            Math.min(Math.max(below / means.length, 1e-3), 1 - 1e-3));
    double cubes = Arrays.stream(values).map(v -> Math.pow(v - mean, 3)).sum();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    if (squares == 0) {
      return new Interval(mean, mean);
    }
    double acceleration = cubes / (6 * Math.pow(squares, 1.5));
    double[] level = new double[2];
    for (int end = 0; end < 2; end++) {
      double z =
          bias + normal.inverseCumulativeProbability(end == 0 ? (1 - LEVEL) / 2 : (1 + LEVEL) / 2);
      level[end] = normal.cumulativeProbability(bias + z / (1 - acceleration * z));
    }
    return quantiles(means, level[0], level[1]);
  }

  private static Interval student(double[] values, int[][] resamples) {
    double mean = StatUtils.mean(values);
    double error = Math.sqrt(StatUtils.variance(values) / values.length);
    double t = new TDistribution(values.length - 1).inverseCumulativeProbability((1 + LEVEL) / 2);
    return new Interval(mean - t * error, mean + t * error);
  }

  private static Interval skewed(double[] values, int[][] resamples) {
    double mean = StatUtils.mean(values);
    if (StatUtils.variance(values) == 0) {
      return new Interval(mean, mean);
    }
    SkewedT ends = SkewedT.of(Arrays.stream(values).map(v -> v - mean).toArray());
    return new Interval(mean + ends.low(), mean + ends.high());
  }

  private static Interval chosen(double[] values, int[][] resamples) {
    Estimate e = Bootstrap.of(values.length, RESAMPLES, values.length).mean(values, ValueRange.ANY);
    return new Interval(e.low(), e.high());
  }
}
