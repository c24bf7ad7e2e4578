package vitexplain.image.occlusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Its values against SciPy's stand in {@code AcrossGoldenTest}. */
class SpreadBlurTest {
  private static final Offset<Float> TOLERANCE = Offset.offset(1e-6f);

  @Test
  void ofWhatIsRemovedNothingShowsThrough() {
    SpreadBlur blur = new SpreadBlur(1, 30, 30);
    BitSet removed = rectangle(30, 8, 22);
    float[] dark = picture(30, removed, 0.25f, -5);
    float[] bright = picture(30, removed, 0.25f, 1000);
    assertThat(blur.without(dark, removed)).containsExactly(blur.without(bright, removed));
    float[] flat = new float[900];
    Arrays.fill(flat, 0.25f);
    assertThat(blur.without(dark, removed)).containsExactly(flat, TOLERANCE);
  }

  @Test
  void theRestStaysAsItIsBitForBit() {
    float[] image = new float[2 * 12 * 12];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) Math.sin(i);
    }
    BitSet removed = rectangle(12, 3, 5);
    float[] filled = new SpreadBlur(2, 12, 12).without(image, removed);
    for (int i = 0; i < image.length; i++) {
      if (!removed.get(i % 144)) {
        assertThat(filled[i]).isEqualTo(image[i]);
      } else {
        assertThat(filled[i]).isNotEqualTo(image[i]);
      }
    }
  }

  @Test
  void aSinglePixelTakesTheGaussianMeanOfItsNeighbours() {
    float[] image = {1, 0, 0, 0, 0, 0, 0, 0, 0};
    BitSet middle = new BitSet();
    middle.set(4);
    double diagonal = Math.exp(-2.0 / 50);
    double direct = Math.exp(-1.0 / 50);
    assertThat(new SpreadBlur(1, 3, 3).without(image, middle)[4])
        .isEqualTo((float) (diagonal / (4 * diagonal + 4 * direct)));
  }

  @Test
  void nothingLeftOrOtherSizesAreRefused() {
    SpreadBlur blur = new SpreadBlur(1, 3, 3);
    BitSet all = new BitSet();
    all.set(0, 9);
    assertThatThrownBy(() -> blur.without(new float[9], all))
        .hasMessageContaining("9 pixels removed")
        .hasMessageContaining("some left");
    assertThatThrownBy(() -> blur.without(new float[8], new BitSet()))
        .hasMessageContaining("8 values");
  }

  private static BitSet rectangle(int size, int from, int to) {
    BitSet pixels = new BitSet();
    for (int y = from; y < to; y++) {
      pixels.set(y * size + from, y * size + to);
    }
    return pixels;
  }

  private static float[] picture(int size, BitSet object, float ground, float value) {
    float[] picture = new float[size * size];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = object.get(i) ? value : ground;
    }
    return picture;
  }
}
