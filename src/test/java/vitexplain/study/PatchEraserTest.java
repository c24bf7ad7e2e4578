package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import vitexplain.vit.TestModels;
import vitexplain.vit.VitConfig;

class PatchEraserTest {
  /** 24 rows and 32 columns in patches of 8: 3 rows of 4. */
  private static final VitConfig CONFIG = TestModels.TINY;

  private static final int AREA = CONFIG.imageHeight() * CONFIG.imageWidth();

  @Test
  void aPatchIsReplacedInItsPlaceInEveryChannelAndNowhereElse() {
    float[] image = new PatchEraser(CONFIG, zeros(), numbered()).without(patches(6));
    for (int i = 0; i < image.length; i++) {
      int row = i % AREA / CONFIG.imageWidth();
      int column = i % CONFIG.imageWidth();
      boolean inside = row >= 8 && row < 16 && column >= 16 && column < 24; // row 1, column 2
      assertThat(image[i])
          .as("channel %d (%d, %d)", i / AREA, row, column)
          .isEqualTo(inside ? 1 + i : 0);
    }
  }

  @Test
  void nothingRemovedIsTheImageAndEverythingRemovedTheReplacement() {
    PatchEraser eraser = new PatchEraser(CONFIG, zeros(), numbered());
    assertThat(eraser.without(new BitSet())).containsExactly(zeros());
    BitSet all = new BitSet();
    all.set(0, CONFIG.layout(1).patches());
    assertThat(eraser.without(all)).containsExactly(numbered());
  }

  @Test
  void theImageItselfIsNeverTouched() {
    float[] input = zeros();
    new PatchEraser(CONFIG, input, numbered()).without(patches(0, 11));
    assertThat(input).containsOnly(0);
  }

  private static BitSet patches(int... indices) {
    BitSet patches = new BitSet();
    Arrays.stream(indices).forEach(patches::set);
    return patches;
  }

  private static float[] zeros() {
    return new float[CONFIG.channels() * AREA];
  }

  private static float[] numbered() {
    float[] values = zeros();
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 + i;
    }
    return values;
  }
}
