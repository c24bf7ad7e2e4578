package vitexplain.heatmaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vitexplain.explain.map.Heatmap;
import vitexplain.image.codec.Pixels;
import vitexplain.image.preprocess.Preprocessor;

/** What stands where on a sheet. A machine without fonts draws none. */
class ContactSheetTest {
  private static final int GREY = 90;
  private static final int WHITE = 0xffffff;

  private static ContactSheet sheet(int width, int height, int methods, String name) {
    byte[] data = new byte[3 * width * height];
    Arrays.fill(data, (byte) GREY);
    ContactSheet sheet =
        ContactSheet.of(
            new Pixels(width, height, 3, data), Preprocessor.defaults(16), "photo.jpg: 'cat'");
    float[][] map = {{0, 1}, {1, 0}};
    for (int i = 0; i < methods; i++) {
      sheet.add(name, new Heatmap(2, 2, map, map, map, false), "IoU: 0.50");
    }
    return sheet;
  }

  private static int at(Pixels image, int x, int y) {
    return image.at(y, x, 0) << 16 | image.at(y, x, 1) << 8 | image.at(y, x, 2);
  }

  @Test
  void theImageComesFirstAndEveryTileHasItsShape() {
    Pixels wide = sheet(400, 100, 2, "legrad").draw();
    // 57,600 pixels as 480 x 120: three under each other.
    assertThat(wide.width()).isEqualTo(12 + 480 + 12);
    int y = firstRow(wide, GREY << 16 | GREY << 8 | GREY);
    assertThat(at(wide, 12, y + 60)).isEqualTo(GREY << 16 | GREY << 8 | GREY);
    assertThat(at(wide, 491, y + 60)).isEqualTo(GREY << 16 | GREY << 8 | GREY);
    assertThat(at(wide, 11, y + 60)).isEqualTo(WHITE);
    assertThat(at(wide, 492, y + 60)).isEqualTo(WHITE);
    assertThat(at(wide, 250, y + 119)).isEqualTo(GREY << 16 | GREY << 8 | GREY);
    assertThat(colours(wide)).hasSizeGreaterThan(50); // maps are in colour
    assertThat(colours(sheet(400, 100, 0, "").draw())).hasSizeLessThan(50);
  }

  @Test
  void manyMethodsFillRowsAndColumns() {
    Pixels sheet = sheet(96, 96, 13, "grad-rollout").draw();
    assertThat((double) sheet.width() / sheet.height()).isBetween(1.0, 2.2);
    assertThat(sheet.width()).isEqualTo(12 + 5 * (240 + 12));
  }

  @Test
  void aLongNameIsBrokenAndATallImageHasRoomForIt() {
    Pixels shortName = sheet(10, 1000, 1, "rise").draw();
    Pixels longName = sheet(10, 1000, 1, "blurred:sigma=2,of=legrad:pool=readout").draw();
    assertThat(longName.width()).isEqualTo(shortName.width()).isEqualTo(12 + 2 * (120 + 12));
    assertThat(longName.height()).isGreaterThan(shortName.height());
  }

  private static int firstRow(Pixels image, int colour) {
    for (int y = 0; y < image.height(); y++) {
      if (at(image, image.width() / 2, y) == colour) {
        return y;
      }
    }
    throw new AssertionError("the image is not on its sheet");
  }

  private static Set<Integer> colours(Pixels image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int rgb = at(image, x, y);
        if (rgb >> 16 != (rgb & 0xff)) {
          colours.add(rgb);
        }
      }
    }
    return colours;
  }
}
