package vitexplain.study;

import vitexplain.explain.Heatmap;
import vitexplain.image.HeatmapOverlay;
import vitexplain.image.Mask;
import vitexplain.image.Pixels;
import vitexplain.image.Preprocessor;
import vitexplain.image.Upsample;

/** Pictures of maps and masks. */
public final class Overlays {
  private static final int IGNORED = 128;

  private Overlays() {}

  /**
   * A map over the part of the image that the model saw; a degenerate map is marked as such.
   *
   * @param image of its own size, grey or RGB
   */
  public static Pixels over(Pixels image, Heatmap map, Preprocessor preprocessor) {
    Pixels colour = image.rgb();
    if (map.degenerate()) {
      return HeatmapOverlay.degenerate(colour);
    }
    return HeatmapOverlay.blend(
        colour,
        Upsample.bilinear(
            map.scaled(),
            preprocessor.region(image.width(), image.height()),
            image.width(),
            image.height()));
  }

  /** White foreground on black; ignored pixels are grey. */
  static Pixels picture(Mask mask) {
    byte[] grey = new byte[mask.width() * mask.height()];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (mask.foreground()[i] ? 255 : 0);
    }
    mask.ignored().stream().forEach(i -> grey[i] = (byte) IGNORED);
    return new Pixels(mask.width(), mask.height(), 1, grey);
  }
}
