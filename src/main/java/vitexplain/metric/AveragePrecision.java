package vitexplain.metric;

/**
 * Average precision of raw scores: sum over distinct scores of (R_n - R_{n-1}) P_n, scores that tie
 * counted together, no interpolation (the definition of scikit-learn's {@code
 * average_precision_score}). The map is not binarised: AP integrates over thresholds already.
 */
public final class AveragePrecision {

  /** The raw map against the mask. */
  public static final MaskMetric FOREGROUND =
      new MaskMetric(
          new MetricInfo(
              "ap_fg",
              Direction.HIGHER_IS_BETTER,
              Chance.FOREGROUND_SHARE,
              ValueRange.SHARE,
              "average precision of the raw map's pixels against the mask, ties grouped",
              "scikit-learn average_precision_score"),
          (map, mask, width) -> of(map, mask));

  /** The map and its complement against both classes. */
  public static final MaskMetric TWO_CHANNEL =
      new MaskMetric(
          new MetricInfo(
              "ap_2ch",
              Direction.HIGHER_IS_BETTER,
              Chance.fixed(0.5),
              ValueRange.SHARE,
              "average precision over the concatenation [1 - map, map] against [background, foreground]",
              "Chefer et al. 2021, arXiv:2012.09838, segmentation code"),
          (map, mask, width) -> twoChannel(map, mask));

  private AveragePrecision() {}

  /**
   * Average precision, 0 to 1; chance = share of positives. NaN when there is no positive or when a
   * score is NaN.
   *
   * @param scores any order, higher = more likely positive
   * @param labels true = positive
   * @throws IllegalArgumentException when lengths differ or are 0
   */
  public static double of(float[] scores, boolean[] labels) {
    Shapes.requireSamePixels(scores, labels);
    int[] order = Ranking.of(scores).order();
    if (Float.isNaN(scores[order[order.length - 1]])) {
      return Double.NaN;
    }
    double sum = 0;
    int positives = 0;
    int newPositives = 0;
    for (int i = 0; i < order.length; i++) {
      newPositives += labels[order[i]] ? 1 : 0;
      boolean lastOfTie = i + 1 == order.length || scores[order[i]] != scores[order[i + 1]];
      if (lastOfTie && newPositives > 0) {
        positives += newPositives;
        sum += newPositives * ((double) positives / (i + 1));
        newPositives = 0;
      }
    }
    return sum / positives;
  }

  /**
   * Chefer's variant: scores [1 - map, map] against [not mask, mask], so that half of the labels
   * are positive whatever the mask; 0 to 1, chance 0.5.
   *
   * @param map [0, 1]
   */
  public static double twoChannel(float[] map, boolean[] mask) {
    Shapes.requireSamePixels(map, mask);
    int n = map.length;
    float[] scores = new float[2 * n];
    boolean[] labels = new boolean[2 * n];
    for (int i = 0; i < n; i++) {
      scores[i] = 1 - map[i];
      labels[i] = !mask[i];
      scores[n + i] = map[i];
      labels[n + i] = mask[i];
    }
    return of(scores, labels);
  }
}
