package vitexplain.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The order of pixels, what is left of an input, and the area below a curve. */
class RemovalTest {
  private static final float[] MAP = {.5f, .2f, .5f, .9f};

  @Test
  void ofPixelsThatTieTheLowerIndexGoesFirst() {
    assertThat(RemovalOrder.highestFirst(MAP).pixels()).containsExactly(3, 0, 2, 1);
    assertThat(RemovalOrder.lowestFirst(MAP).pixels()).containsExactly(1, 0, 2, 3);
  }

  @Test
  void negativeValuesAndZerosAreInOrder() {
    float[] map = {-0f, -2, 0, 3, -1};
    assertThat(RemovalOrder.highestFirst(map).pixels()).containsExactly(3, 0, 2, 4, 1);
    assertThat(RemovalOrder.lowestFirst(map).pixels()).containsExactly(1, 4, 0, 2, 3);
  }

  @Test
  void aTieMattersWhereOnePixelGoesAndOneStays() {
    RemovalOrder order = RemovalOrder.highestFirst(MAP);
    assertThat(order.tiesAt(0)).isFalse();
    assertThat(order.tiesAt(1)).isFalse();
    assertThat(order.tiesAt(2)).isTrue();
    assertThat(order.tiesAt(3)).isFalse();
    assertThat(order.tiesAt(4)).isFalse();
  }

  /** 224 x 224 x 0.1 is 5017.6. */
  @Test
  void sharesAreRoundedDown() {
    RemovalOrder whole = RemovalOrder.highestFirst(new float[224 * 224]);
    assertThat(whole.count(.1)).isEqualTo(5017);
    assertThat(whole.count(.3)).isEqualTo(15052);
    assertThat(whole.count(.9)).isEqualTo(45158);
    assertThat(RemovalOrder.highestFirst(new float[10]).count(3 / 10.0)).isEqualTo(3);
  }

  @Test
  void removedPixelsAreFilledInEveryChannel() {
    double[] input = {1, 2, 3, 4, 5, 6, 7, 8};
    double[] left = RemovalOrder.highestFirst(MAP).without(input, 2, new double[] {-1, -2});
    assertThat(left).containsExactly(-1, 2, 3, -1, -2, 6, 7, -2);
    assertThat(input).startsWith(1.0);
  }

  /** (1 + 1) / 2 x 0.1 + (1 + 0) / 2 x 0.1, times 100. */
  @Test
  void theAreaIsByTheTrapeziumRule() {
    assertThat(RemovalCurve.of(new boolean[] {true, true, false}).area())
        .isCloseTo(15, within(1e-12));
    RemovalCurve two =
        RemovalCurve.of(new boolean[] {true, true, false})
            .plus(RemovalCurve.of(new boolean[] {false, true, true}));
    // Shares 1/2, 1, 1/2.
    assertThat(two.area()).isCloseTo(15, within(1e-12));
    assertThat(two.pictures()).isEqualTo(2);
  }

  @Test
  void nineStepsThatKeepTheClassAreNinety() {
    boolean[] keeps = {true, true, true, true, true, true, true, true, true, true};
    assertThat(RemovalCurve.of(keeps).area()).isCloseTo(90, within(1e-12));
    assertThat(RemovalCurve.none(9).area()).isNaN();
  }
}
