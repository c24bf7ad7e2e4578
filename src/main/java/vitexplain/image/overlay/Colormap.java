package vitexplain.image.overlay;

/**
 * The colours of heatmaps: inferno, from black through violet, red and orange to pale yellow.
 * Lightness rises with the value and equal steps look alike, also in greyscale and to readers with
 * any colour vision.
 *
 * <p>Inferno by N. Smith and S. van der Walt (matplotlib 1.5, public domain): every fifth of its
 * 256 colours, and straight lines between them, which leave it by less than one step of a channel.
 */
public final class Colormap {

  private static final String[] ANCHORS =
      """
            000004 02020c 050417 0a0722 10092d 160b39 1e0c45 260c51 2f0a5b 380962 400a67 490b6a 510e6c
            59106e 61136e 69166e 71196e 781c6d 801f6c 88226a 902568 982766 a02a63 a82e5f b0315b b73557
            bf3952 c63d4d cc4248 d34743 d94d3d df5337 e45a31 e9612b ed6925 f1711f f47918 f78212 f98b0b
            fa9407 fb9d07 fca60c fcb014 fbba1f fac42a f8cd37 f6d746 f4e156 f2ea69 f2f27d f5f992 fcffa4
            """
          .split("\\s+");

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
      double place = (double) i * (ANCHORS.length - 1) / (STEPS - 1);
      int before = Math.min((int) place, ANCHORS.length - 2);
      int from = Integer.parseInt(ANCHORS[before], 16);
      int to = Integer.parseInt(ANCHORS[before + 1], 16);
      for (int shift = 16; shift >= 0; shift -= 8) {
        int a = from >> shift & 0xff;
        int b = to >> shift & 0xff;
        table[i] |= (int) Math.round(a + (place - before) * (b - a)) << shift;
      }
    }
    return table;
  }
}
