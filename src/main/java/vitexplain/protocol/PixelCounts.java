package vitexplain.protocol;

import java.util.BitSet;

/**
 * Pixels by what they are and what a map calls them.
 *
 * @param object object, and called so
 * @param falseObject background, called object
 * @param missed object, called background
 * @param background background, and called so
 */
record PixelCounts(long object, long falseObject, long missed, long background) {
  static final PixelCounts NONE = new PixelCounts(0, 0, 0, 0);

  /**
   * Counts them.
   *
   * @param called whether a pixel is called object
   * @param is whether it is, as long
   * @param ignored pixels that count nowhere
   */
  static PixelCounts of(boolean[] called, boolean[] is, BitSet ignored) {
    return of(called, is, ignored, 0, is.length);
  }

  /** The same of the pixels from one index to before another. */
  static PixelCounts of(boolean[] called, boolean[] is, BitSet ignored, int from, int to) {
    long object = 0;
    long falseObject = 0;
    long missed = 0;
    long counted = 0;
    for (int i = ignored.nextClearBit(from); i < to; i = ignored.nextClearBit(i + 1)) {
      counted++;
      object += called[i] && is[i] ? 1 : 0;
      falseObject += called[i] && !is[i] ? 1 : 0;
      missed += !called[i] && is[i] ? 1 : 0;
    }
    return new PixelCounts(object, falseObject, missed, counted - object - falseObject - missed);
  }

  PixelCounts plus(PixelCounts other) {
    return new PixelCounts(
        object + other.object,
        falseObject + other.falseObject,
        missed + other.missed,
        background + other.background);
  }

  /** How many there are. */
  long all() {
    return object + falseObject + missed + background;
  }

  /** The share that is called what it is, 0 to 1; NaN of no pixels. */
  double accuracy() {
    return (double) (object + background) / all();
  }

  /** Mean of the IoU of object and of background, 0 to 1. A class that nowhere occurs has 0. */
  double meanIou() {
    return (iou(object) + iou(background)) / 2;
  }

  private double iou(long common) {
    long union = common + falseObject + missed;
    return union == 0 ? 0 : (double) common / union;
  }

  /** F1 of the object, 0 to 1; 0 where it neither occurs nor is seen. */
  double f1() {
    long twice = 2 * object;
    return twice == 0 ? 0 : (double) twice / (twice + falseObject + missed);
  }
}
