package vitexplain.heatmaps;

import vitexplain.explain.map.Heatmap;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.overlay.HeatmapOverlay;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.image.resize.Box;
import vitexplain.image.resize.PilResize;
import vitexplain.image.resize.Resample;
import vitexplain.image.resize.Upsample;

/**
 * An image as it is shown, and maps laid over it.
 *
 * @param picture of the image's size, or smaller where the image has more than {@value
 *     #MOST_PIXELS} pixels: a picture is for people to look at, and a larger one takes as much
 *     memory as scoring does
 * @param region the part of the picture that the model saw
 */
public record Overlays(Pixels picture, Box region) {
  static final int MOST_PIXELS = 25_000_000;
  private static final int IGNORED = 128;

  /**
   * For maps of one image.
   *
   * @param image of its own size, grey or RGB
   */
  public static Overlays of(Pixels image, Preprocessor preprocessor) {
    return of(image, preprocessor, MOST_PIXELS);
  }

  static Overlays of(Pixels image, Preprocessor preprocessor, int mostPixels) {
    Pixels picture = bounded(image, mostPixels, Resample.BILINEAR);
    double x = (double) picture.width() / image.width();
    double y = (double) picture.height() / image.height();
    Box seen = preprocessor.region(image.width(), image.height());
    Box region = new Box(seen.left() * x, seen.top() * y, seen.right() * x, seen.bottom() * y);
    return new Overlays(picture, region);
  }

  private static Pixels bounded(Pixels image, int mostPixels, Resample filter) {
    double pixels = (double) image.width() * image.height();
    if (pixels <= mostPixels) {
      return image;
    }
    double scale = Math.sqrt(mostPixels / pixels);
    return PilResize.resize(
        image,
        Math.max(1, (int) (image.width() * scale)),
        Math.max(1, (int) (image.height() * scale)),
        filter);
  }

  /** A map over the part of the image that the model saw; a degenerate map is marked as such. */
  public Pixels over(Heatmap map) {
    Pixels colour = picture.rgb();
    if (map.degenerate()) {
      return HeatmapOverlay.degenerate(colour);
    }
    return HeatmapOverlay.blend(
        colour, Upsample.bilinear(map.scaled(), region, colour.width(), colour.height()));
  }

  /** White foreground on black; ignored pixels are grey. No larger than pictures of images. */
  public static Pixels picture(Mask mask) {
    byte[] grey = new byte[mask.width() * mask.height()];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (mask.foreground()[i] ? 255 : 0);
    }
    mask.ignored().stream().forEach(i -> grey[i] = (byte) IGNORED);
    Pixels whole = new Pixels(mask.width(), mask.height(), 1, grey);
    return bounded(whole, MOST_PIXELS, Resample.NEAREST);
  }
}
