package vitexplain.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Split-half reliability of a ranking: would other images rank the methods alike? The images are
 * divided at random into two halves, Spearman's correlation taken between the methods' means of one
 * half and of the other, and its mean over the divisions stepped up to the full number of images by
 * the formula of Spearman (1910) and Brown (1910), 2 r / (1 + r).
 */
public final class SplitHalf {

  /** Divisions; their mean moves by a thousandth when they are drawn again. */
  public static final int SPLITS = 200;

  /** Two methods can only be in the same order or the other. */
  public static final int FEWEST_METHODS = 3;

  private static final int FEWEST_IMAGES = 4;

  private SplitHalf() {}

  /**
   * The reliability, at most 1 and near 0 for a ranking made of noise, between the 2.5th and 97.5th
   * percentile of single divisions. These show how far one division may lie and are no confidence
   * interval; a bootstrap would put copies of one image into both halves and call them agreement.
   *
   * @param values [methods][images]; images with a NaN are left out
   * @param seed of the divisions
   * @return n is the number of images; NaN below 3 methods or 4 images
   */
  public static Estimate of(double[][] values, long seed) {
    int[] images = defined(values);
    if (values.length < FEWEST_METHODS || images.length < FEWEST_IMAGES) {
      return new Estimate(Double.NaN, Double.NaN, Double.NaN, images.length);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] agreement = new double[SPLITS];
    for (int split = 0; split < SPLITS; split++) {
      shuffle(images, random);
      int half = images.length / 2;
      agreement[split] =
          RankCorrelation.spearman(
              means(values, images, 0, half), means(values, images, half, 2 * half));
    }
    Estimate ofSplits = Estimate.of(mean(agreement), agreement, images.length);
    return new Estimate(
        steppedUp(ofSplits.mean()),
        steppedUp(ofSplits.low()),
        steppedUp(ofSplits.high()),
        images.length);
  }

  /** Spearman-Brown; it holds for agreement only, so what disagrees is left as it is. */
  static double steppedUp(double r) {
    return r > 0 ? 2 * r / (1 + r) : r;
  }

  private static int[] defined(double[][] values) {
    int images = values.length == 0 ? 0 : values[0].length;
    return IntStream.range(0, images)
        .filter(i -> Arrays.stream(values).noneMatch(method -> Double.isNaN(method[i])))
        .toArray();
  }

  private static void shuffle(int[] images, SplittableRandom random) {
    for (int i = images.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int image = images[i];
      images[i] = images[j];
      images[j] = image;
    }
  }

  private static double[] means(double[][] values, int[] images, int from, int to) {
    return Arrays.stream(values)
        .mapToDouble(method -> IntStream.range(from, to).mapToDouble(i -> method[images[i]]).sum())
        .map(sum -> sum / (to - from))
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
  }
}
