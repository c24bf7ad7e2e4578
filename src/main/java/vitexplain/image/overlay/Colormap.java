package vitexplain.image.overlay;

/**
 * The colours of heatmaps: dark violet through red and orange to pale yellow.
 *
 * <p>A helix in CIELAB (D65): lightness L* rises linearly from {@value #DARKEST} to {@value
 * #LIGHTEST} while the hue turns linearly from {@value #FIRST_HUE} to {@value #LAST_HUE} degrees at
 * chroma {@value #CHROMA}. Equal steps in value are therefore equal distances in CIELAB, by
 * construction and not by a table, and the map still reads in greyscale. The constants are the most
 * colourful helix with this range of lightness that stays inside sRGB.
 */
public final class Colormap {

  static final double DARKEST = 12;
  static final double LIGHTEST = 92;
  static final double FIRST_HUE = 305;
  static final double LAST_HUE = 465;
  static final double CHROMA = 60;

  private static final int STEPS = 256;
  private static final int[] TABLE = table();

  private Colormap() {}

  /**
   * The colour of a value.
   *
   * @param value 0 (dark) to 1 (light); values beyond are clamped
   * @return sRGB as 0xRRGGBB
   */
  public static int rgb(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("NaN has no colour");
    }
    return TABLE[(int) Math.round(Math.max(0, Math.min(1, value)) * (STEPS - 1))];
  }

  private static int[] table() {
    int[] table = new int[STEPS];
    for (int i = 0; i < STEPS; i++) {
      double value = i / (STEPS - 1.0);
      double[] linear = linearRgb(value);
      table[i] = encode(linear[0]) << 16 | encode(linear[1]) << 8 | encode(linear[2]);
    }
    return table;
  }

  /** Linear-light sRGB of a value: CIELAB to XYZ (CIE 15), XYZ to RGB (IEC 61966-2-1). */
  static double[] linearRgb(double value) {
    double hue = Math.toRadians(FIRST_HUE + value * (LAST_HUE - FIRST_HUE));
    double fy = (DARKEST + value * (LIGHTEST - DARKEST) + 16) / 116;
    double x = 0.95047 * cubed(fy + CHROMA * Math.cos(hue) / 500);
    double y = cubed(fy);
    double z = 1.08883 * cubed(fy - CHROMA * Math.sin(hue) / 200);
    return new double[] {
      3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
      -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
      0.0556434 * x - 0.2040259 * y + 1.0572252 * z
    };
  }

  private static double cubed(double f) {
    double knee = 6 / 29.0;
    return f > knee ? f * f * f : 3 * knee * knee * (f - 4 / 29.0);
  }

  private static int encode(double linear) {
    double light = Math.max(0, Math.min(1, linear));
    double encoded = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    return (int) Math.round(255 * encoded);
  }
}
