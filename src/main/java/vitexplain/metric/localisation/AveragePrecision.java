package vitexplain.metric.localisation;

import java.util.List;
import vitexplain.metric.input.Shapes;
import vitexplain.metric.input.SortedScores;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.MaskMetric;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.statistics.ValueRange;

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
    SortedScores sorted = SortedScores.of(scores, labels);
    return sorted.hasNaN()
        ? Double.NaN
        : of(List.of(sorted.positives()), List.of(sorted.negatives()));
  }

  /** Over scores that come from the highest down, some of positives and some of negatives. */
  private static double of(List<SortedScores.Run> positives, List<SortedScores.Run> negatives) {
    double sum = 0;
    int found = 0;
    int rank = 0;
    while (true) {
      float score = Float.NEGATIVE_INFINITY;
      boolean left = false;
      for (SortedScores.Run run : positives) {
        left |= run.hasNext();
        score = Math.max(score, run.next());
      }
      if (!left) { // What comes below the last positive adds nothing.
        return sum / found;
      }
      for (SortedScores.Run run : negatives) {
        score = Math.max(score, run.next());
      }
      int newPositives = 0;
      for (SortedScores.Run run : positives) {
        newPositives += run.take(score);
      }
      int newNegatives = 0;
      for (SortedScores.Run run : negatives) {
        newNegatives += run.take(score);
      }
      rank += newPositives + newNegatives;
      if (newPositives > 0) {
        found += newPositives;
        sum += newPositives * ((double) found / rank);
      }
    }
  }

  /**
   * Chefer's variant: scores [1 - map, map] against [not mask, mask], so that half of the labels
   * are positive whatever the mask; 0 to 1, chance 0.5.
   *
   * @param map [0, 1]
   */
  public static double twoChannel(float[] map, boolean[] mask) {
    Shapes.requireSamePixels(map, mask);
    SortedScores sorted = SortedScores.of(map, mask);
    return sorted.hasNaN()
        ? Double.NaN
        : of(
            List.of(sorted.positives(), sorted.complementsOfNegatives()),
            List.of(sorted.negatives(), sorted.complementsOfPositives()));
  }
}
