package vitexplain.study.occlusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vitexplain.image.codec.Pixels;
import vitexplain.image.preprocess.Backend;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.image.preprocess.Scaling;
import vitexplain.image.resize.Resample;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.model.VitConfig;

class FillTest {
  private static final VitConfig CONFIG = TestModels.TINY;
  private static final int AREA = CONFIG.imageHeight() * CONFIG.imageWidth();

  /** Weights of the kernel sum to 1 in double, values are float. */
  private static final float ROUNDING = 1e-6f;

  private static final Preprocessor PREPROCESSOR =
      new Preprocessor(
          Backend.PILLOW,
          new ModelSize.Exact(CONFIG.imageWidth(), CONFIG.imageHeight()),
          Resample.BILINEAR,
          Optional.empty(),
          Scaling.normalising(
              1 / 255.0, new double[] {0.5, 0.4, 0.3}, new double[] {0.5, 0.2, 0.1}));

  @Test
  void blackIsWhatABlackPhotographBecomes() {
    float[] photograph = PREPROCESSOR.apply(new Pixels(3, 3, 3, new byte[27]));
    assertThat(fill(Fill.BLACK, new float[3 * AREA])).containsExactly(photograph);
    assertThat(photograph[0]).isEqualTo(-1);
    assertThat(photograph[AREA]).isEqualTo(-2);
  }

  @Test
  void meanIsZeroAfterNormalisation() {
    float[] input = new float[3 * AREA];
    Arrays.fill(input, 7);
    assertThat(fill(Fill.MEAN, input)).hasSize(3 * AREA).containsOnly(0);
  }

  @Test
  void blurKeepsAFlatChannelAndSpreadsAPointWithoutLoss() {
    float[] input = new float[3 * AREA];
    Arrays.fill(input, AREA, 2 * AREA, 0.7f);
    int middle = 12 * CONFIG.imageWidth() + 16;
    input[2 * AREA + middle] = 1;
    float[] blurred = fill(Fill.BLUR, input);
    assertThat(Arrays.copyOfRange(blurred, 0, AREA)).containsOnly(0);
    for (float value : Arrays.copyOfRange(blurred, AREA, 2 * AREA)) {
      assertThat(value).isCloseTo(0.7f, within(ROUNDING));
    }
    float sum = 0;
    for (float value : Arrays.copyOfRange(blurred, 2 * AREA, 3 * AREA)) {
      sum += value;
    }
    assertThat(sum).isCloseTo(1, within(10 * ROUNDING));
    assertThat(blurred[2 * AREA + middle]).isBetween(0.001f, 0.1f);
  }

  @Test
  void namesAreLowerCase() {
    assertThat(Arrays.stream(Fill.values()).map(Fill::id))
        .containsExactly("drop", "blur", "mean", "black", "road");
  }

  private static float[] fill(Fill fill, float[] input) {
    BitSet all = new BitSet();
    all.set(0, CONFIG.layout(1).patches());
    try (Vit model = TestModels.random(CONFIG, DataType.FLOAT32, 1)) {
      Instance instance = new Instance(model, PREPROCESSOR, input, Unit.PATCH, 1, new PassTally());
      return ((PixelOcclusion) fill.removal(instance)).without().apply(all);
    }
  }
}
