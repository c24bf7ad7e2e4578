package vitexplain.study.occlusion;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.model.VitConfig;

class PixelOcclusionTest {
  /** 24 rows and 32 columns in patches of 8: 3 rows of 4. */
  private static final VitConfig CONFIG = TestModels.TINY;

  private static final int AREA = CONFIG.imageHeight() * CONFIG.imageWidth();

  @Test
  void aPatchIsReplacedInItsPlaceInEveryChannelAndNowhereElse() {
    float[] image = redrawn(zeros(), patches(6));
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
    assertThat(redrawn(zeros(), new BitSet())).containsExactly(zeros());
    BitSet all = new BitSet();
    all.set(0, CONFIG.layout(1).patches());
    assertThat(redrawn(zeros(), all)).containsExactly(numbered());
  }

  @Test
  void theImageItselfIsNeverTouched() {
    float[] input = zeros();
    assertThat(redrawn(input, patches(0, 11))).contains(1f);
    assertThat(input).containsOnly(0);
  }

  @Test
  void aPixelIsReplacedAloneWhereTheUnitIsThePixel() {
    float[] image = redrawn(Unit.PIXEL, zeros(), patches(6));
    assertThat(image[6]).isEqualTo(7);
    assertThat(image[2 * AREA + 6]).isEqualTo(2 * AREA + 7f);
    int changed = 0;
    for (float value : image) {
      changed += value == 0 ? 0 : 1;
    }
    assertThat(changed).isEqualTo(3);
  }

  private static float[] redrawn(float[] input, BitSet removed) {
    return redrawn(Unit.PATCH, input, removed);
  }

  private static float[] redrawn(Unit unit, float[] input, BitSet removed) {
    try (Vit model = TestModels.random(CONFIG, DataType.FLOAT32, 1)) {
      Instance instance =
          new Instance(model, Preprocessor.defaults(32), input, unit, 1, new PassTally());
      return PixelOcclusion.over(instance, numbered()).without().apply(removed);
    }
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
