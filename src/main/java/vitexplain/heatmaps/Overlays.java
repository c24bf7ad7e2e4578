package vitexplain.heatmaps;

import java.util.Arrays;
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

  /** Longer side of what a page shows. */
  static final int SMALL = 224;

  /** Side of a mark for a map that cannot be shown. */
  private static final int MARK = 32;

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

  /** The part of the image that the model saw, small; black where it lies outside the image. */
  public Pixels seen() {
    return small(cropped(picture, region), Resample.BILINEAR);
  }

  /**
   * The same part of a mask's picture.
   *
   * @param mask of the image's size or another
   */
  public Pixels seen(Mask mask) {
    Pixels whole = picture(mask);
    double x = (double) whole.width() / picture.width();
    double y = (double) whole.height() / picture.height();
    Box part =
        new Box(region.left() * x, region.top() * y, region.right() * x, region.bottom() * y);
    return small(cropped(whole, part), Resample.NEAREST);
  }

  /** A map alone in its colours, one pixel per patch; a degenerate map is a hatched frame. */
  public static Pixels colours(Heatmap map) {
    if (map.degenerate()) {
      byte[] grey = new byte[MARK * MARK];
      Arrays.fill(grey, (byte) IGNORED);
      return HeatmapOverlay.degenerate(new Pixels(MARK, MARK, 1, grey));
    }
    return HeatmapOverlay.colours(map.scaled());
  }

  private static Pixels small(Pixels image, Resample filter) {
    double scale = (double) SMALL / Math.max(image.width(), image.height());
    return scale >= 1
        ? image
        : PilResize.resize(
            image,
            Math.max(1, (int) Math.round(image.width() * scale)),
            Math.max(1, (int) Math.round(image.height() * scale)),
            filter);
  }

  private static Pixels cropped(Pixels image, Box part) {
    int left = (int) Math.round(part.left());
    int top = (int) Math.round(part.top());
    int width = Math.max(1, (int) Math.round(part.right()) - left);
    int height = Math.max(1, (int) Math.round(part.bottom()) - top);
    if (left == 0 && top == 0 && width == image.width() && height == image.height()) {
      return image;
    }
    int channels = image.channels();
    byte[] data = new byte[width * height * channels];
    int first = Math.max(0, -left);
    int count = Math.min(width, image.width() - left) - first;
    for (int row = Math.max(0, -top); row < Math.min(height, image.height() - top); row++) {
      System.arraycopy(
          image.data(),
          ((row + top) * image.width() + left + first) * channels,
          data,
          (row * width + first) * channels,
          Math.max(0, count) * channels);
    }
    return new Pixels(width, height, channels, data);
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
