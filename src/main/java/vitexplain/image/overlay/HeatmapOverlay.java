package vitexplain.image.overlay;

import java.util.Locale;
import vitexplain.image.codec.Pixels;

/** A heatmap laid over its image, for people to look at. */
public final class HeatmapOverlay {

  /** The heatmap's share of the blend: the object is still seen, and the colours are the map's. */
  static final double ALPHA = 0.6;

  /** Rounding of upsampling may leave [0, 1] by this much; more is a map that was not min-maxed. */
  private static final float ROUNDING = 1e-5f;

  private static final int BLACK = 0x000000;
  private static final int WHITE = 0xffffff;

  private HeatmapOverlay() {}

  /**
   * The image without its colours and with the map's blended in: every colour means a value.
   *
   * @param heatmap [height][width] of the image's size, values 0 to 1
   * @return RGB; {@link #degenerate} if the map is constant or holds a value that is not finite
   * @throws IllegalArgumentException if the sizes differ or values lie outside [0, 1]
   */
  public static Pixels blend(Pixels image, float[][] heatmap) {
    if (heatmap.length != image.height() || heatmap[0].length != image.width()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "heatmap of %d rows for an image of %d x %d; upsample it first",
              heatmap.length,
              image.width(),
              image.height()));
    }
    float lowest = Float.POSITIVE_INFINITY;
    float highest = Float.NEGATIVE_INFINITY;
    boolean finite = true;
    for (float[] row : heatmap) {
      for (float value : row) {
        finite &= Float.isFinite(value);
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
      }
    }
    if (!finite || lowest == highest) {
      return degenerate(image);
    }
    if (lowest < -ROUNDING || highest > 1 + ROUNDING) {
      throw new IllegalArgumentException(
          "heatmap values from " + lowest + " to " + highest + "; expected 0 to 1");
    }
    return paint(image.grey(), (row, column) -> Colormap.rgb(heatmap[row][column]), ALPHA);
  }

  /**
   * A map alone, one pixel per value.
   *
   * @param heatmap [height][width], finite; values beyond 0 to 1 have the colours of the ends
   */
  public static Pixels colours(float[][] heatmap) {
    int width = heatmap[0].length;
    Pixels black = new Pixels(width, heatmap.length, 1, new byte[width * heatmap.length]);
    return paint(black, (row, column) -> Colormap.rgb(heatmap[row][column]), 1);
  }

  /**
   * The plain image in a border of black and white hatching: there is no map to show, and this must
   * not be taken for a map without relevance.
   */
  public static Pixels degenerate(Pixels image) {
    int shorter = Math.min(image.width(), image.height());
    int border = Math.max(1, shorter / 16);
    int stripe = Math.max(1, border / 2);
    Pixels rgb = image.rgb();
    return paint(
        rgb,
        (row, column) -> {
          int toEdge =
              Math.min(
                  Math.min(row, column),
                  Math.min(rgb.height() - 1 - row, rgb.width() - 1 - column));
          if (toEdge >= border) {
            return rgb.at(row, column, 0) << 16
                | rgb.at(row, column, 1) << 8
                | rgb.at(row, column, 2);
          }
          return (row + column) / stripe % 2 == 0 ? BLACK : WHITE;
        },
        1);
  }

  @FunctionalInterface
  private interface Paint {
    /** The colour of a pixel, 0xRRGGBB. */
    int at(int row, int column);
  }

  private static Pixels paint(Pixels image, Paint paint, double alpha) {
    byte[] data = image.rgb().data().clone();
    for (int i = 0; i < image.width() * image.height(); i++) {
      int colour = paint.at(i / image.width(), i % image.width());
      for (int c = 0; c < 3; c++) {
        int over = colour >> (16 - 8 * c) & 0xff;
        int under = data[3 * i + c] & 0xff;
        data[3 * i + c] = (byte) Math.round(alpha * over + (1 - alpha) * under);
      }
    }
    return new Pixels(image.width(), image.height(), 3, data);
  }
}
