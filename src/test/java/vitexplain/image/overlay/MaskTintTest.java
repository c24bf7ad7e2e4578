package vitexplain.image.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;

class MaskTintTest {

  /** An object of 3 x 3 pixels in the corner of 5 x 4, one ignored pixel at the other. */
  @Test
  void objectIsOutlinedAndTintedAndIgnoredPixelsArePaled() {
    boolean[] foreground = new boolean[20];
    for (int i : new int[] {0, 1, 2, 5, 6, 7, 10, 11, 12}) {
      foreground[i] = true;
    }
    BitSet ignored = new BitSet();
    ignored.set(19);
    Pixels blended =
        MaskTint.blend(new Pixels(5, 4, 1, new byte[20]), new Mask(5, 4, foreground, ignored));
    assertThat(colour(blended, 0, 2)).isEqualTo(MaskTint.OBJECT);
    assertThat(colour(blended, 2, 0)).isEqualTo(MaskTint.OBJECT);
    assertThat(colour(blended, 2, 2)).isEqualTo(MaskTint.OBJECT);
    // No rim at the picture's own edge; 35 % of the colour over black.
    assertThat(colour(blended, 0, 0)).isEqualTo(0x51002c);
    assertThat(colour(blended, 1, 1)).isEqualTo(0x51002c);
    assertThat(colour(blended, 3, 4)).isEqualTo(0xb3b3b3);
    assertThat(colour(blended, 3, 3)).isEqualTo(0);
  }

  private static int colour(Pixels pixels, int row, int column) {
    return pixels.at(row, column, 0) << 16
        | pixels.at(row, column, 1) << 8
        | pixels.at(row, column, 2);
  }

  @Test
  void maskOfAnotherSizeIsRefused() {
    assertThatThrownBy(
            () -> MaskTint.blend(new Pixels(2, 1, 1, new byte[2]), new Mask(1, 2, new boolean[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mask of 1 x 2 for another image");
  }
}
