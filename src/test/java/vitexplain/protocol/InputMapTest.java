package vitexplain.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.Sign;
import vitexplain.protocol.Protocol.MinMax;
import vitexplain.protocol.Protocol.Threshold;

/** From a map on the grid to what is called object. */
class InputMapTest {
  private static final float EXACT = 1e-7f;

  private static Maps grid(int rows, int columns, float... values) {
    return new Maps(rows, columns, new float[][] {values}, Sign.SIGNED, 0);
  }

  /** Twice as large: weights 3/4 and 1/4, and the edge's value beyond the outermost centres. */
  @Test
  void aMapIsUpsampledWithPixelCentresAtHalfIntegers() {
    InputMap map = InputMap.of(grid(1, 2, 2, 6), 0, 4, 1, MinMax.AFTER_UPSAMPLING);
    assertThat(map.values()).containsExactly(new float[] {0, .25f, .75f, 1}, within(EXACT));
  }

  /** The peak between four pixels is lowered to 3/4 x 3/4 before anything is scaled. */
  @Test
  void minMaxComesAfterUpsampling() {
    Maps peak = grid(3, 3, 0, 0, 0, 0, 1, 0, 0, 0, 0);
    assertThat(largest(InputMap.of(peak, 0, 6, 6, MinMax.AFTER_UPSAMPLING))).isEqualTo(1);
    assertThat(largest(InputMap.of(peak, 0, 6, 6, MinMax.BEFORE_UPSAMPLING))).isEqualTo(.5625f);
  }

  private static float largest(InputMap map) {
    float largest = 0;
    for (float value : map.values()) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  @Test
  void aMapOfPixelsIsNotUpsampled() {
    InputMap map = InputMap.of(grid(2, 2, 1, 5, 3, 2), 0, 2, 2, MinMax.AFTER_UPSAMPLING);
    assertThat(map.values()).containsExactly(0, 1, .5f, .25f);
  }

  @Test
  void whatEqualsTheMeanIsBackground() {
    InputMap map = new InputMap(2, 2, new float[] {0, .5f, .5f, 1}, false);
    assertThat(map.object(Threshold.ABOVE_MEAN)).containsExactly(false, false, false, true);
  }

  @Test
  void whatEqualsAHalfIsBackground() {
    InputMap map = new InputMap(2, 2, new float[] {0, .5f, .6f, 1}, false);
    assertThat(map.object(Threshold.ABOVE_HALF)).containsExactly(false, false, true, true);
    InputMap low = new InputMap(2, 2, new float[] {0, .1f, .4f, 1}, false);
    assertThat(low.object(Threshold.ABOVE_MEAN)).containsExactly(false, false, true, true);
    assertThat(low.object(Threshold.ABOVE_HALF)).containsExactly(false, false, false, true);
  }

  @ParameterizedTest
  @EnumSource(MinMax.class)
  void aConstantMapIsZeroAndHasNoObject(MinMax order) {
    requireNothing(InputMap.of(grid(2, 2, 7, 7, 7, 7), 0, 4, 4, order));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void aMapThatIsNoNumberIsLikeAConstantOne(float value) {
    requireNothing(InputMap.of(grid(2, 2, 0, 1, value, 0), 0, 4, 4, MinMax.AFTER_UPSAMPLING));
  }

  private static void requireNothing(InputMap map) {
    assertThat(map.constant()).isTrue();
    assertThat(map.values()).hasSize(16).containsOnly(0);
    for (Threshold threshold : Threshold.values()) {
      boolean[] none = new boolean[16];
      assertThat(Arrays.equals(map.object(threshold), none)).isTrue();
    }
  }
}
