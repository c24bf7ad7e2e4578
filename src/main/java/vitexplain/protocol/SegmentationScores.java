package vitexplain.protocol;

import java.util.Arrays;
import java.util.BitSet;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.resize.PilResize;
import vitexplain.image.resize.Resample;
import vitexplain.metric.localisation.AveragePrecision;

/**
 * One map as a segmentation.
 *
 * @param counts its pixels
 * @param precision average precision, 0 to 1; NaN if there is no pixel to rank, or of {@link
 *     Protocol.Precision#OBJECT} no object
 * @param rowF1 sum over rows of pixels of the F1 of the row
 * @param rows how many rows have a pixel that counts
 */
record SegmentationScores(PixelCounts counts, double precision, double rowF1, int rows) {

  private static final byte WHITE = (byte) 255;
  private static final int HALF = 127;

  /**
   * Scores a map.
   *
   * @param mask of the map's size
   */
  static SegmentationScores of(InputMap map, Mask mask, Protocol.Segmentation rules) {
    boolean[] called = map.object(rules.threshold());
    double rowF1 = 0;
    int rows = 0;
    for (int start = 0; start < called.length; start += map.width()) {
      PixelCounts row =
          PixelCounts.of(called, mask.foreground(), mask.ignored(), start, start + map.width());
      rowF1 += row.f1();
      rows += row.all() > 0 ? 1 : 0;
    }
    return new SegmentationScores(
        PixelCounts.of(called, mask.foreground(), mask.ignored()),
        precision(map, mask, rules.precision()),
        rowF1,
        rows);
  }

  /** Of a constant map every score is 0, in both channels: all pixels tie. */
  private static double precision(InputMap map, Mask mask, Protocol.Precision form) {
    float[] scores = mask.counted(map.values());
    boolean[] object = mask.countedForeground();
    if (object.length == 0) {
      return Double.NaN;
    }
    if (form == Protocol.Precision.OBJECT) {
      return AveragePrecision.of(scores, object);
    }
    return map.constant()
        ? AveragePrecision.of(new float[2 * object.length], bothChannels(object))
        : AveragePrecision.twoChannel(scores, object);
  }

  private static boolean[] bothChannels(boolean[] object) {
    boolean[] both = Arrays.copyOf(object, 2 * object.length);
    for (int i = 0; i < object.length; i++) {
      both[object.length + i] = !object[i];
    }
    return both;
  }

  /** Mean over rows of pixels of the row's F1, 0 to 1. */
  double meanRowF1() {
    return rowF1 / rows;
  }

  /** A mask at another size: 0 and 255 through a filter of Pillow's, then above 127. */
  static Mask resized(Mask mask, int width, int height, Resample filter) {
    byte[] object = new byte[mask.foreground().length];
    for (int i = 0; i < object.length; i++) {
      object[i] = mask.foreground()[i] ? WHITE : 0;
    }
    BitSet ignored = new BitSet();
    if (!mask.ignored().isEmpty()) {
      byte[] out = new byte[object.length];
      mask.ignored().stream().forEach(i -> out[i] = WHITE);
      ignored = bits(above(out, mask, width, height, filter));
    }
    boolean[] foreground = above(object, mask, width, height, filter);
    ignored.stream().forEach(i -> foreground[i] = false);
    return new Mask(width, height, foreground, ignored);
  }

  private static boolean[] above(byte[] grey, Mask of, int width, int height, Resample filter) {
    byte[] made =
        PilResize.resize(new Pixels(of.width(), of.height(), 1, grey), width, height, filter)
            .data();
    boolean[] above = new boolean[made.length];
    for (int i = 0; i < above.length; i++) {
      above[i] = (made[i] & 0xff) > HALF;
    }
    return above;
  }

  private static BitSet bits(boolean[] values) {
    BitSet bits = new BitSet();
    for (int i = 0; i < values.length; i++) {
      bits.set(i, values[i]);
    }
    return bits;
  }
}
