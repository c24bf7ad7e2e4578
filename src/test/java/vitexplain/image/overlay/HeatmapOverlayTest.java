package vitexplain.image.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import vitexplain.image.codec.Pixels;

class HeatmapOverlayTest {

  private static final int SIZE = 32;
  private static final Pixels GREY = grey();

  private static Pixels grey() {
    byte[] data = new byte[SIZE * SIZE];
    Arrays.fill(data, (byte) 100);
    return new Pixels(SIZE, SIZE, 1, data);
  }

  @Test
  void everyPixelIsTheGreyImageUnderTheColourOfItsValue() {
    float[][] ramp = ramp(0, 1);
    byte[] red = new byte[3 * SIZE * SIZE];
    for (int i = 0; i < red.length; i += 3) {
      red[i] = (byte) 255;
    }
    Pixels image = new Pixels(SIZE, SIZE, 3, red);
    int grey = image.grey().at(3, 0, 0);
    Pixels overlay = HeatmapOverlay.blend(image, ramp);
    for (int column = 0; column < SIZE; column++) {
      int colour = Colormap.rgb(ramp[3][column]);
      for (int c = 0; c < 3; c++) {
        int expected =
            (int)
                Math.round(
                    HeatmapOverlay.ALPHA * (colour >> (16 - 8 * c) & 0xff)
                        + (1 - HeatmapOverlay.ALPHA) * grey);
        assertThat(overlay.at(3, column, c)).isEqualTo(expected);
      }
    }
  }

  @Test
  void constantAndNotFiniteMapsShowAHatchedBorderAroundThePlainImage() {
    float[][] notFinite = ramp(0, 1);
    notFinite[5][5] = Float.NaN;
    for (float[][] map : new float[][][] {new float[SIZE][SIZE], ramp(0.5f, 0.5f), notFinite}) {
      Pixels overlay = HeatmapOverlay.blend(GREY, map);
      assertThat(overlay.data()).isEqualTo(HeatmapOverlay.degenerate(GREY).data());
      assertThat(overlay.at(SIZE / 2, SIZE / 2, 0)).isEqualTo(100);
      byte[] topRow = Arrays.copyOf(overlay.data(), SIZE * 3);
      assertThat(topRow).containsOnly(0, 255).contains(0, 255);
    }
  }

  @Test
  void mapOfAnotherSizeOrRangeIsRefused() {
    assertThatThrownBy(() -> HeatmapOverlay.blend(GREY, new float[14][14]))
        .hasMessageContaining("heatmap of 14 rows for an image of 32 x 32; upsample it first");
    assertThatThrownBy(() -> HeatmapOverlay.blend(GREY, ramp(0, 3)))
        .hasMessageContaining("heatmap values from 0.0 to 3.0; expected 0 to 1");
  }

  private static float[][] ramp(float from, float to) {
    float[][] ramp = new float[SIZE][SIZE];
    for (float[] row : ramp) {
      for (int i = 0; i < SIZE; i++) {
        row[i] = from + (to - from) * i / (SIZE - 1);
      }
    }
    return ramp;
  }
}
