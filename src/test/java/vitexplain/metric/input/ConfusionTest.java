package vitexplain.metric.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import vitexplain.metric.Maps;

class ConfusionTest {

  private static final double EXACT = 1e-15;

  @Test
  void countsAndRatiosByHand() {
    Confusion confusion =
        Confusion.of(Maps.map(0.9, 0.8, 0.7, 0.1, 0.2, 0.3), Maps.mask("110100"), 0.5f);
    assertThat(confusion).isEqualTo(new Confusion(2, 1, 1, 2));
    assertThat(confusion.pixelAcc()).isCloseTo(4 / 6.0, within(EXACT));
    assertThat(confusion.iouFg()).isCloseTo(0.5, within(EXACT));
    assertThat(confusion.iouBg()).isCloseTo(0.5, within(EXACT));
    assertThat(confusion.precision()).isCloseTo(2 / 3.0, within(EXACT));
    assertThat(confusion.recall()).isCloseTo(2 / 3.0, within(EXACT));
    assertThat(confusion.f1()).isCloseTo(2 / 3.0, within(EXACT));
  }

  @Test
  void allBackgroundOnFivePercentForegroundScoresAsItShould() {
    boolean[] mask = new boolean[100];
    Arrays.fill(mask, 0, 5, true);
    Confusion confusion = Confusion.of(new float[100], mask, 0.5f);
    assertThat(confusion.pixelAcc()).isEqualTo(0.95);
    assertThat(confusion.miou()).isEqualTo(0.475);
  }

  @Test
  void pixelAtTheThresholdIsBackground() {
    assertThat(Confusion.of(Maps.map(0.5), Maps.mask("1"), 0.5f).fn()).isEqualTo(1);
    assertThat(Confusion.of(Maps.map(0.05), Maps.mask("1"), Thresholds.sweep()[1]).fn())
        .isEqualTo(1);
  }

  @Test
  void emptyUnionIsUndefinedAndSoIsTheMeanIou() {
    Confusion empty = new Confusion(0, 0, 0, 9);
    assertThat(empty.iouFg()).isNaN();
    assertThat(empty.iouBg()).isEqualTo(1);
    assertThat(empty.miou()).isNaN();
    assertThat(empty.f1()).isNaN();
    assertThat(new Confusion(9, 0, 0, 0).iouBg()).isNaN();
  }

  @Test
  void nanPixelIsAboveNothing() {
    assertThat(Confusion.of(Maps.map(Double.NaN), Maps.mask("0"), 0f).tn()).isEqualTo(1);
  }

  @Test
  void meanOfIousIsNotTheIouOfPooledPixels() {
    Confusion small = new Confusion(1, 0, 0, 3);
    Confusion large = new Confusion(10, 50, 40, 900);
    double macro = (small.iouFg() + large.iouFg()) / 2;
    double micro = small.plus(large).iouFg();
    assertThat(macro).isCloseTo(0.55, within(EXACT));
    assertThat(micro).isCloseTo(11 / 101.0, within(EXACT));
  }

  @Test
  void poolingIsACommutativeSumWithNeutralElement() {
    Confusion a = new Confusion(1, 2, 3, 4);
    Confusion b = new Confusion(50, 60, 70, 80);
    assertThat(a.plus(b)).isEqualTo(b.plus(a)).isEqualTo(new Confusion(51, 62, 73, 84));
    assertThat(a.plus(Confusion.NONE)).isEqualTo(a);
  }

  @Test
  void predictedPixelsGiveTheSameCountsAsTheThreshold() {
    float[] map = Maps.random(500, 1);
    boolean[] mask = Maps.randomMask(500, 0.3, 2);
    boolean[] predicted = new boolean[500];
    for (int i = 0; i < 500; i++) {
      predicted[i] = map[i] > 0.6f;
    }
    assertThat(Confusion.of(predicted, mask)).isEqualTo(Confusion.of(map, mask, 0.6f));
  }

  @Test
  void maskOfAnotherSizeIsRefusedWithBothSizes() {
    assertThatThrownBy(() -> Confusion.of(new float[196], new boolean[50176], 0.5f))
        .hasMessageContaining("196")
        .hasMessageContaining("50176")
        .hasMessageContaining("Upsample the map");
    assertThatThrownBy(() -> Confusion.of(new float[0], new boolean[0], 0.5f))
        .hasMessageContaining("0 pixels");
  }

  @Test
  void negativeCountIsRefused() {
    assertThatThrownBy(() -> new Confusion(1, -1, 0, 0)).hasMessageContaining("fp -1");
  }
}
