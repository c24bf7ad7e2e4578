package vitexplain.image.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vitexplain.image.codec.Pixels;
import vitexplain.image.resize.Box;
import vitexplain.image.resize.Resample;

/** Inputs of another size than the file says, and models that read a part of theirs. */
class InputSizeTest {
  private static final double[] HALF = {0.5, 0.5, 0.5};
  private static final ModelSize.Exact MADE = new ModelSize.Exact(35, 38);
  private static final ModelSize.Exact KEPT = new ModelSize.Exact(32, 32);

  private static Preprocessor of(Backend backend, ModelSize size, Optional<Crop> crop) {
    return new Preprocessor(
        backend, size, Resample.BILINEAR, crop, Scaling.normalising(1 / 255.0, HALF, HALF.clone()));
  }

  private static Pixels noise(int width, int height) {
    byte[] data = new byte[3 * width * height];
    new Random(1).nextBytes(data);
    return new Pixels(width, height, 3, data);
  }

  @Test
  void pictureIsResizedToTheOtherSize() {
    Preprocessor other =
        of(Backend.PILLOW, new ModelSize.Exact(224, 224), Optional.empty()).forInputs(MADE);
    assertThat(other.outputSize()).contains(MADE);
    assertThat(other.size()).isEqualTo(MADE);
  }

  /** DINOv2: a shorter edge of 256 around 224 is one of 592 around 518. */
  @Test
  void cropKeepsItsShareOfTheResizedPicture() {
    Optional<Crop> crop = Optional.of(Crop.black(new ModelSize.Exact(224, 224), 3));
    ModelSize.Exact target = new ModelSize.Exact(518, 518);
    Preprocessor other =
        of(Backend.PILLOW, new ModelSize.ShortestEdge(256), crop).forInputs(target);
    assertThat(other.size()).isEqualTo(new ModelSize.ShortestEdge(592));
    assertThat(other.crop()).contains(new Crop(target, List.of(0, 0, 0)));
  }

  @Test
  void picturesShorterEdgeCoversTheLongerOneOfAWindow() {
    Optional<Crop> crop = Optional.of(Crop.black(new ModelSize.Exact(32, 32), 3));
    Preprocessor other =
        of(Backend.PILLOW, new ModelSize.ShortestEdge(32), crop)
            .forInputs(new ModelSize.Exact(64, 48));
    assertThat(other.size()).isEqualTo(new ModelSize.ShortestEdge(64));
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void keptPartIsTheUpperLeftOfTheInput(Backend backend) {
    Preprocessor whole = of(backend, MADE, Optional.empty());
    Pixels image = noise(50, 60);
    float[] all = whole.apply(image);
    float[] part = whole.keeping(MADE, KEPT).apply("image", image, KEPT);
    assertThat(part).hasSize(3 * 32 * 32);
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 32; y++) {
        int from = (c * 38 + y) * 35;
        assertThat(Arrays.copyOfRange(part, (c * 32 + y) * 32, (c * 32 + y + 1) * 32))
            .containsExactly(Arrays.copyOfRange(all, from, from + 32));
      }
    }
  }

  @Test
  void regionIsThatOfTheKeptPart() {
    Preprocessor part = of(Backend.PILLOW, MADE, Optional.empty()).keeping(MADE, KEPT);
    assertThat(part.region(350, 380)).isEqualTo(new Box(0, 0, 320, 320));
  }
}
