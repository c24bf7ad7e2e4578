package vitexplain.image.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ColormapTest {

  @Test
  void luminanceRisesWithEveryStep() {
    double last = -1;
    for (int i = 0; i < 256; i++) {
      double luminance = luminance(Colormap.rgb(i / 255.0));
      assertThat(luminance).as("step %d", i).isGreaterThan(last);
      last = luminance;
    }
  }

  /** Colours of matplotlib 3's {@code inferno}, among them some that lie between anchors. */
  @Test
  void coloursAreThoseOfInferno() {
    int[][] expected = {
      {0, 0x000004},
      {52, 0x440a68},
      {77, 0x6c186e},
      {128, 0xbc3754},
      {203, 0xfca309},
      {255, 0xfcffa4}
    };
    for (int[] pair : expected) {
      int rgb = Colormap.rgb(pair[0] / 255.0);
      for (int shift = 0; shift <= 16; shift += 8) {
        assertThat((rgb >> shift & 0xff) - (pair[1] >> shift & 0xff))
            .as("colour %d", pair[0])
            .isBetween(-1, 1);
      }
    }
  }

  @Test
  void valuesBeyondTheRangeAreClampedAndNaNIsRefused() {
    assertThat(Colormap.rgb(-3)).isEqualTo(Colormap.rgb(0));
    assertThat(Colormap.rgb(7)).isEqualTo(Colormap.rgb(1));
    assertThatThrownBy(() -> Colormap.rgb(Double.NaN)).hasMessage("NaN has no colour");
  }

  /** Relative luminance of sRGB (IEC 61966-2-1), 0 to 1. */
  private static double luminance(int rgb) {
    return 0.2126 * light(rgb >> 16) + 0.7152 * light(rgb >> 8) + 0.0722 * light(rgb);
  }

  private static double light(int sample) {
    double value = (sample & 0xff) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
