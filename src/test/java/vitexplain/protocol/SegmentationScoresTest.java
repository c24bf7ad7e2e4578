package vitexplain.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import vitexplain.image.mask.Mask;
import vitexplain.image.resize.Resample;
import vitexplain.protocol.Protocol.Explained;
import vitexplain.protocol.Protocol.Pooling;
import vitexplain.protocol.Protocol.Precision;
import vitexplain.protocol.Protocol.Segmentation;
import vitexplain.protocol.Protocol.Threshold;

/** Numbers of single maps and of all, against arithmetic that is written out. */
class SegmentationScoresTest {
  private static final double EXACT = 1e-12;

  private static final Segmentation CHEFER = (Segmentation) task("chefer-segmentation");

  private static Protocol.Task task(String name) {
    return Protocols.named(name).task();
  }

  private static Segmentation with(Pooling pooling, Precision precision) {
    return new Segmentation(Explained.PREDICTED, Threshold.ABOVE_MEAN, pooling, precision);
  }

  private static Mask mask(int width, int height, int... object) {
    boolean[] foreground = new boolean[width * height];
    for (int i : object) {
      foreground[i] = true;
    }
    return new Mask(width, height, foreground);
  }

  private static Mask ignoring(Mask mask, int... pixels) {
    BitSet ignored = new BitSet();
    for (int i : pixels) {
      ignored.set(i);
    }
    return new Mask(mask.width(), mask.height(), mask.foreground(), ignored);
  }

  private static InputMap map(int width, int height, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return new InputMap(width, height, floats, false);
  }

  /** Mean 0.475: the first and the third pixel are called object; the first two are it. */
  @Test
  void pixelsAreCountedByWhatTheyAreAndAreCalled() {
    SegmentationScores scores =
        SegmentationScores.of(map(2, 2, 1, .1, .8, 0), mask(2, 2, 0, 1), CHEFER);
    assertThat(scores.counts()).isEqualTo(new PixelCounts(1, 1, 1, 1));
    assertThat(scores.counts().accuracy()).isEqualTo(.5);
    assertThat(scores.counts().meanIou()).isCloseTo((1 / 3.0 + 1 / 3.0) / 2, within(EXACT));
  }

  /** First row: one of two objects is called so, F1 2/3. Second: one false, none there, F1 0. */
  @Test
  void f1IsTheMeanOverRowsOfPixels() {
    SegmentationScores scores =
        SegmentationScores.of(map(2, 2, 1, .1, .8, 0), mask(2, 2, 0, 1), CHEFER);
    assertThat(scores.rows()).isEqualTo(2);
    assertThat(scores.meanRowF1()).isCloseTo(1 / 3.0, within(EXACT));
  }

  @Test
  void aRowWithoutObjectThatIsCalledSoCountsZero() {
    SegmentationScores scores =
        SegmentationScores.of(map(2, 2, 1, .9, 0, 0), mask(2, 2, 0, 1), CHEFER);
    assertThat(scores.meanRowF1()).isEqualTo(.5);
  }

  /**
   * Scores [0, .75, .5 | 1, .25, .5] against [0, 0, 1 | 1, 1, 0]: from the top 1 hits (1/1), .75
   * misses, the tie at .5 has one of two (2/4), .25 hits (3/5): (1 + 1/2 + 3/5) / 3.
   */
  @Test
  void averagePrecisionIsOfBothChannelsTogether() {
    SegmentationScores scores =
        SegmentationScores.of(map(3, 1, 1, .25, .5), mask(3, 1, 0, 1), CHEFER);
    assertThat(scores.precision()).isCloseTo((1 + .5 + .6) / 3, within(EXACT));
  }

  /** Of the map alone: 1 hits (1/1), .5 misses, .25 hits (2/3). */
  @Test
  void averagePrecisionOfTheObjectIsAnother() {
    SegmentationScores scores =
        SegmentationScores.of(
            map(3, 1, 1, .25, .5), mask(3, 1, 0, 1), with(Pooling.POOLED, Precision.OBJECT));
    assertThat(scores.precision()).isCloseTo((1 + 2 / 3.0) / 2, within(EXACT));
  }

  /** All pixels of both channels tie, and half of them are positive; 1 - 0 would rank them. */
  @Test
  void aConstantMapIsBackgroundAndKnowsNothing() {
    InputMap constant = new InputMap(2, 2, new float[4], true);
    SegmentationScores scores = SegmentationScores.of(constant, mask(2, 2, 0), CHEFER);
    assertThat(scores.counts()).isEqualTo(new PixelCounts(0, 0, 1, 3));
    assertThat(scores.precision()).isEqualTo(.5);
    assertThat(scores.rowF1()).isZero();
  }

  @Test
  void ignoredPixelsCountNowhere() {
    Mask mask = ignoring(mask(2, 3, 0, 1), 3, 4, 5);
    SegmentationScores scores =
        SegmentationScores.of(map(2, 3, 1, .1, .8, .9, .9, .9), mask, CHEFER);
    // The threshold is of the whole map, 0.767: pixel 2 is called object too.
    assertThat(scores.counts()).isEqualTo(new PixelCounts(1, 1, 1, 0));
    assertThat(scores.rows()).isEqualTo(2);
    assertThat(scores.rowF1()).isCloseTo(2 / 3.0, within(EXACT));
    // Scores [0, .9, .2 | 1, .1, .8] against [0, 0, 1 | 1, 1, 0]: 1/1, 2/4, 3/5.
    assertThat(scores.precision()).isCloseTo((1 + .5 + .6) / 3, within(1e-7));
  }

  /** 16 pixels of one picture and 4 of another: pooled, they do not count alike. */
  @Test
  void iouIsOverThePixelsOfAllPictures() {
    SegmentationScores large = new SegmentationScores(new PixelCounts(6, 2, 0, 8), .9, 2, 4);
    SegmentationScores small = new SegmentationScores(new PixelCounts(1, 0, 3, 0), .5, 1, 2);
    SegmentationScoring.Sums sums =
        SegmentationScoring.Sums.NONE.plus(large, false).plus(small, true);
    // Object 7 of 12, background 8 of 13.
    assertThat(sums.meanIou(Pooling.POOLED)).isCloseTo((7 / 12.0 + 8 / 13.0) / 2, within(EXACT));
    // 6/8 and 8/10, then 1/4 and 0/3.
    assertThat(sums.meanIou(Pooling.PER_PICTURE))
        .isCloseTo(((6 / 8.0 + 8 / 10.0) / 2 + (1 / 4.0 + 0) / 2) / 2, within(EXACT));
    assertThat(sums.counts().accuracy()).isEqualTo(15 / 20.0);
    assertThat(sums.precision() / sums.images()).isCloseTo(.7, within(EXACT));
    assertThat(sums.rowF1() / sums.rows()).isEqualTo(.5);
    assertThat(sums.constant()).isEqualTo(1);
  }

  /** Of 4 x 4 pixels the one with index 1 of each axis stands for the first two. */
  @Test
  void masksAreResizedByTheNearestPixel() {
    Mask one = mask(4, 4, 5);
    assertThat(SegmentationScores.resized(one, 2, 2, Resample.NEAREST).foreground())
        .containsExactly(true, false, false, false);
    assertThat(SegmentationScores.resized(one, 2, 2, Resample.BILINEAR).foreground())
        .containsOnly(false);
    Mask ignored = SegmentationScores.resized(ignoring(one, 7, 15), 2, 2, Resample.NEAREST);
    assertThat(ignored.ignored()).isEqualTo(BitSet.valueOf(new long[] {0b1010}));
    assertThat(ignored.foreground()).containsExactly(true, false, false, false);
  }

  @Test
  void theProtocolsSayWhichOfTheseTheyTake() {
    assertThat(CHEFER)
        .isEqualTo(
            new Segmentation(
                Explained.PREDICTED, Threshold.ABOVE_MEAN, Pooling.POOLED, Precision.TWO_CHANNEL));
    assertThat(task("legrad-segmentation"))
        .isEqualTo(
            new Segmentation(
                Explained.LABEL, Threshold.ABOVE_HALF, Pooling.POOLED, Precision.TWO_CHANNEL));
  }
}
