package vitexplain.image.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ColormapTest {

  /** What 8-bit sRGB may lack of a colour at the gamut's rim before a step of the map is lost. */
  private static final double GAMUT_ROUNDING = 2e-3;

  @Test
  void luminanceRisesWithEveryStep() {
    double last = -1;
    for (int i = 0; i < 256; i++) {
      double luminance = luminance(Colormap.rgb(i / 255.0));
      assertThat(luminance).as("step %d", i).isGreaterThan(last);
      last = luminance;
    }
  }

  @Test
  void everyColourLiesInsideSrgb() {
    for (int i = 0; i < 256; i++) {
      for (double channel : Colormap.linearRgb(i / 255.0)) {
        assertThat(channel).isBetween(-GAMUT_ROUNDING, 1 + GAMUT_ROUNDING);
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
