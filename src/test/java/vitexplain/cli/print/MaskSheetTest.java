package vitexplain.cli.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;

class MaskSheetTest {

  /** Black pictures on white, five a row, the mask's colours on them, text below. */
  @Test
  void picturesStandInRowsOfFiveWithTheirMasksAndTexts() {
    MaskSheet sheet = new MaskSheet();
    boolean[] full = new boolean[480 * 240];
    Arrays.fill(full, true);
    sheet.add(picture(480, 240), Optional.of(new Mask(480, 240, full)), "a", "cat");
    for (int i = 0; i < 5; i++) {
      sheet.add(picture(10, 20), Optional.empty(), "n02403003/" + "x".repeat(200), "");
    }
    Pixels drawn = sheet.drawn();
    assertThat(sheet.size()).isEqualTo(6);
    assertThat(drawn.width()).isEqualTo(12 + 5 * 252);
    assertThat(drawn.height()).isEqualTo(12 + 2 * 286);
    // The first is 240 x 120, at the bottom of its cell, and tinted.
    assertThat(colour(drawn, 12 + 240 - 60, 12 + 120)).isEqualTo(0x51002c);
    assertThat(colour(drawn, 12 + 60, 12 + 120)).isEqualTo(0xffffff);
    // Small pictures are not enlarged.
    assertThat(colour(drawn, 12 + 240 - 10, 12 + 252 + 120)).isEqualTo(0);
    assertThat(colour(drawn, 12 + 240 - 21, 12 + 252 + 120)).isEqualTo(0xffffff);
    assertThat(colour(drawn, 12 + 286 + 240 - 10, 12 + 120)).isEqualTo(0);
    assertThat(darkRows(drawn, 12, 252, 12 + 240, 12 + 240 + 34)).as("text").isTrue();
    assertThat(darkRows(drawn, 12 + 252 - 12, 12 + 252, 12 + 240, 12 + 274))
        .as("a long text stays in its cell")
        .isFalse();
  }

  @Test
  void sheetOfNothingIsNoPicture() {
    assertThatThrownBy(() -> new MaskSheet().drawn()).isInstanceOf(IllegalStateException.class);
  }

  private static boolean darkRows(Pixels pixels, int left, int right, int top, int bottom) {
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        if (pixels.at(row, column, 0) < 128) {
          return true;
        }
      }
    }
    return false;
  }

  private static Pixels picture(int width, int height) {
    return new Pixels(width, height, 1, new byte[width * height]);
  }

  private static int colour(Pixels pixels, int row, int column) {
    return pixels.at(row, column, 0) << 16
        | pixels.at(row, column, 1) << 8
        | pixels.at(row, column, 2);
  }
}
