package vitexplain.metric.input;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How a map becomes a prediction: at each of 21 fixed thresholds, at its own mean, or with as many
 * pixels as the mask has. Each way has a label, the {@code threshold} column of {@code
 * confusion.csv}.
 */
public final class Thresholds {

  /** Label of the threshold that is each map's own mean (Chefer et al. 2021). */
  public static final String MEAN = "mean";

  /** Label of the prediction that has exactly as many pixels as the mask. */
  public static final String TOP_K = "top-k";

  /** Label of the one fixed threshold that single numbers are quoted at. */
  public static final String HALF = "0.50";

  private static final int STEPS = 20;

  private static final float[] SWEEP = new float[STEPS + 1];

  static {
    for (int i = 0; i <= STEPS; i++) {
      SWEEP[i] = (float) i / STEPS;
    }
  }

  private Thresholds() {}

  /** 0.00, 0.05, ... 1.00 as the nearest floats; a fresh array of 21. */
  public static float[] sweep() {
    return SWEEP.clone();
  }

  /**
   * Every way by its label: {@code 0.00} to {@code 1.00}, {@code mean}, {@code top-k}, in this
   * order.
   *
   * @throws IllegalArgumentException when the sizes of map and mask differ or are 0
   */
  public static Map<String, Confusion> all(float[] map, boolean[] mask) {
    Map<String, Confusion> byLabel = new LinkedHashMap<>();
    Confusion[] sweep = sweep(map, mask);
    for (int i = 0; i < sweep.length; i++) {
      byLabel.put(String.format(Locale.ROOT, "%.2f", SWEEP[i]), sweep[i]);
    }
    byLabel.put(MEAN, atMean(map, mask));
    byLabel.put(TOP_K, topK(map, mask));
    return byLabel;
  }

  /** The confusion at each threshold of {@link #sweep()}, all in one pass over the pixels. */
  public static Confusion[] sweep(float[] map, boolean[] mask) {
    Shapes.requireSamePixels(map, mask);
    // [c]: pixels that lie above exactly the first c thresholds.
    int[] foreground = new int[SWEEP.length + 1];
    int[] background = new int[SWEEP.length + 1];
    for (int i = 0; i < map.length; i++) {
      (mask[i] ? foreground : background)[thresholdsBelow(map[i])]++;
    }
    Confusion[] confusions = new Confusion[SWEEP.length];
    int inside = Shapes.foreground(mask);
    int tp = 0;
    int fp = 0;
    for (int t = SWEEP.length - 1; t >= 0; t--) {
      tp += foreground[t + 1];
      fp += background[t + 1];
      confusions[t] = Confusion.of(tp, tp + fp, inside, mask.length);
    }
    return confusions;
  }

  /** At the map's own mean. A constant map predicts nothing, since no pixel is above its mean. */
  public static Confusion atMean(float[] map, boolean[] mask) {
    return Confusion.of(map, mask, mean(map));
  }

  /** The mean of a map, summed in double so that a constant map's mean is its constant. */
  public static float mean(float[] map) {
    Shapes.requirePixels(map.length);
    double sum = 0;
    for (float value : map) {
      sum += value;
    }
    return (float) (sum / map.length);
  }

  /**
   * The k highest pixels predicted, k = foreground pixels of the mask: exactly k whatever ties
   * there are, pixels that tie taken in index order.
   */
  public static Confusion topK(float[] map, boolean[] mask) {
    Shapes.requireSamePixels(map, mask);
    int k = Shapes.foreground(mask);
    // Of the sorted scores only one is needed: the k-th highest, NaN below all numbers.
    float[] sorted = map.clone();
    Arrays.sort(sorted);
    int numbers = sorted.length;
    while (numbers > 0 && Float.isNaN(sorted[numbers - 1])) {
      numbers--;
    }
    if (k == 0) {
      return Confusion.of(0, 0, 0, mask.length);
    }
    float kth = k > numbers ? Float.NaN : sorted[numbers - k];
    int above = 0;
    int tp = 0;
    for (int i = 0; i < map.length; i++) {
      if (isAbove(map[i], kth)) {
        above++;
        tp += mask[i] ? 1 : 0;
      }
    }
    int left = k - above;
    for (int i = 0; left > 0; i++) {
      if (map[i] == kth || (Float.isNaN(kth) && Float.isNaN(map[i]))) {
        left--;
        tp += mask[i] ? 1 : 0;
      }
    }
    return Confusion.of(tp, k, k, mask.length);
  }

  /** Every number is above NaN. */
  private static boolean isAbove(float value, float other) {
    return value > other || (Float.isNaN(other) && !Float.isNaN(value));
  }

  /** How many thresholds a value is strictly above; a guess by division, then put right. */
  private static int thresholdsBelow(float value) {
    int count = Math.max(0, Math.min(SWEEP.length, (int) (value * STEPS)));
    while (count < SWEEP.length && value > SWEEP[count]) {
      count++;
    }
    while (count > 0 && !(value > SWEEP[count - 1])) {
      count--;
    }
    return count;
  }
}
