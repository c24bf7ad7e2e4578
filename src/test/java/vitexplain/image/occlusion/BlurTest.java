package vitexplain.image.occlusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import vitexplain.image.Golden;

class BlurTest {

  /** Torch sums 121 float32 products at once, we 11 and 11 in float64. */
  private static final Offset<Float> TOLERANCE = Offset.offset(1e-6f);

  @Test
  void equalsTorchvision() throws IOException {
    float[] picture = Golden.floats("tensor/picture_3x12x17.f32");
    float[] expected = Golden.floats("tensor/blurred_3x12x17.f32");
    assertThat(Blur.gaussian(picture, 3, 12, 17, 11, 5)).containsExactly(expected, TOLERANCE);
  }

  @Test
  void constantImageIsKept() {
    float[] grey = new float[3 * 8 * 8];
    Arrays.fill(grey, 0.25f);
    assertThat(Blur.gaussian(grey, 3, 8, 8, 5, 2)).containsExactly(grey, TOLERANCE);
  }

  @Test
  void kernelsThatCannotBeAppliedAreRefused() {
    float[] image = new float[25];
    assertThatThrownBy(() -> Blur.gaussian(image, 1, 5, 5, 4, 1)).hasMessageContaining("kernel 4");
    assertThatThrownBy(() -> Blur.gaussian(image, 1, 5, 5, 11, 1)).hasMessageContaining("too wide");
    assertThatThrownBy(() -> Blur.gaussian(image, 1, 5, 5, 3, 0)).hasMessageContaining("sigma 0.0");
    assertThatThrownBy(() -> Blur.gaussian(image, 3, 5, 5, 3, 1)).hasMessageContaining("25 values");
  }
}
