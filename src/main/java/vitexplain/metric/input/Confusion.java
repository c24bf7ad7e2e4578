package vitexplain.metric.input;

import vitexplain.base.Ranges;

/**
 * Pixels of a binarised map against a mask. Every segmentation number, and its bootstrap, is
 * computed from these four counts: of one image for a macro value, of the {@linkplain #plus sum}
 * over images for a micro value.
 *
 * <p>A ratio whose denominator is 0 is undefined and is NaN, never 0 or 1: means leave it out and
 * counts it.
 *
 * @param tp foreground predicted as foreground, pixels
 * @param fp background predicted as foreground
 * @param fn foreground predicted as background
 * @param tn background predicted as background
 */
public record Confusion(long tp, long fp, long fn, long tn) {

  /** The neutral element of {@link #plus}. */
  public static final Confusion NONE = new Confusion(0, 0, 0, 0);

  public Confusion {
    if (tp < 0 || fp < 0 || fn < 0 || tn < 0) {
      throw new IllegalArgumentException(
          "negative count in tp " + tp + ", fp " + fp + ", fn " + fn + ", tn " + tn);
    }
  }

  /**
   * Prediction = map &gt; threshold, strictly and in float (0.05f is not above the threshold 0.05).
   * A NaN pixel is above nothing.
   *
   * @param map row-major scores, upsampled to the mask
   * @param mask row-major, true = foreground
   * @throws IllegalArgumentException when sizes differ or are 0
   */
  public static Confusion of(float[] map, boolean[] mask, float threshold) {
    Shapes.requireSamePixels(map, mask);
    int tp = 0;
    int predicted = 0;
    for (int i = 0; i < map.length; i++) {
      if (map[i] > threshold) {
        predicted++;
        tp += mask[i] ? 1 : 0;
      }
    }
    return of(tp, predicted, Shapes.foreground(mask), mask.length);
  }

  /**
   * As {@link #of(float[], boolean[], float)} with the prediction given pixel by pixel.
   *
   * @throws IllegalArgumentException when sizes differ
   */
  public static Confusion of(boolean[] predicted, boolean[] mask) {
    Ranges.requireSameLength("predicted and true pixels", predicted.length, mask.length);
    int tp = 0;
    for (int i = 0; i < mask.length; i++) {
      tp += predicted[i] && mask[i] ? 1 : 0;
    }
    return of(tp, Shapes.foreground(predicted), Shapes.foreground(mask), mask.length);
  }

  public static Confusion of(long tp, long predicted, long foreground, long pixels) {
    return new Confusion(tp, predicted - tp, foreground - tp, pixels - foreground - predicted + tp);
  }

  /** Pools the pixels of two images. */
  public Confusion plus(Confusion other) {
    return new Confusion(tp + other.tp, fp + other.fp, fn + other.fn, tn + other.tn);
  }

  /** Takes an image's pixels out of a pool that holds them. */
  public Confusion minus(Confusion other) {
    return new Confusion(tp - other.tp, fp - other.fp, fn - other.fn, tn - other.tn);
  }

  public long pixels() {
    return tp + fp + fn + tn;
  }

  /** Share of pixels right, 0 to 1. */
  public double pixelAcc() {
    return (double) (tp + tn) / pixels();
  }

  /** tp / (tp + fp + fn), 0 to 1; NaN when neither map nor mask has foreground. */
  public double iouFg() {
    return (double) tp / (tp + fp + fn);
  }

  /** tn / (tn + fp + fn), 0 to 1; NaN when neither map nor mask has background. */
  public double iouBg() {
    return (double) tn / (tn + fp + fn);
  }

  /**
   * Mean of {@link #iouFg} and {@link #iouBg}; NaN when either is. The mean of the one that is left
   * would be another metric under the same name, and a perfect 1 for an empty map on an empty mask.
   */
  public double miou() {
    return (iouFg() + iouBg()) / 2;
  }

  /** tp / (tp + fp); NaN when nothing is predicted. */
  public double precision() {
    return (double) tp / (tp + fp);
  }

  /** tp / (tp + fn); NaN when the mask is empty. */
  public double recall() {
    return (double) tp / (tp + fn);
  }

  /** 2 tp / (2 tp + fp + fn), the Dice score; NaN when neither map nor mask has foreground. */
  public double f1() {
    return 2.0 * tp / (2 * tp + fp + fn);
  }
}
