package vitexplain.metric.input;

import java.util.Arrays;

/**
 * The scores of positives and of negatives, each sorted, in one array of as many floats as there
 * are pixels: a photograph's map is large, and indices beside the scores would take three times as
 * much.
 *
 * @param values negatives ascending, then positives ascending, NaN above all
 * @param firstPositive how many negatives there are
 */
public record SortedScores(float[] values, int firstPositive) {

  /** Sorts copies of the scores; 0.0 and -0.0 tie where they are compared. */
  public static SortedScores of(float[] scores, boolean[] positive) {
    float[] values = new float[scores.length];
    int negatives = 0;
    int positives = scores.length;
    for (int i = 0; i < scores.length; i++) {
      values[positive[i] ? --positives : negatives++] = scores[i];
    }
    Arrays.sort(values, 0, negatives);
    Arrays.sort(values, negatives, values.length);
    return new SortedScores(values, negatives);
  }

  public boolean hasNaN() {
    int last = values.length - 1;
    return Float.isNaN(values[last])
        || (firstPositive > 0 && Float.isNaN(values[firstPositive - 1]));
  }

  /** Positives from the highest down. */
  public Run positives() {
    return new Run(values.length - 1, firstPositive - 1, false);
  }

  /** Negatives from the highest down. */
  public Run negatives() {
    return new Run(firstPositive - 1, -1, false);
  }

  /** 1 - score of positives from the highest down: rounding keeps the order of what is rounded. */
  public Run complementsOfPositives() {
    return new Run(firstPositive, values.length, true);
  }

  /** 1 - score of negatives from the highest down. */
  public Run complementsOfNegatives() {
    return new Run(0, firstPositive, true);
  }

  /** Scores from the highest down. */
  public final class Run {
    private final int end;
    private final boolean complement;
    private int at;

    private Run(int start, int end, boolean complement) {
      this.at = start;
      this.end = end;
      this.complement = complement;
    }

    public boolean hasNext() {
      return at != end;
    }

    /** The highest that is left; negative infinity if none is. */
    public float next() {
      if (!hasNext()) {
        return Float.NEGATIVE_INFINITY;
      }
      return complement ? 1 - values[at] : values[at];
    }

    /** Passes over all that equal a score, and counts them. */
    public int take(float score) {
      int count = 0;
      while (hasNext() && next() == score) {
        at += complement ? 1 : -1;
        count++;
      }
      return count;
    }
  }
}
