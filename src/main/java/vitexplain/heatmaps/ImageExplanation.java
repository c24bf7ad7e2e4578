package vitexplain.heatmaps;

import java.awt.image.BufferedImage;
import java.util.Optional;
import vitexplain.explain.map.Heatmap;
import vitexplain.image.ImageFiles;
import vitexplain.vit.Softmax;

/**
 * One image, explained. Immutable as long as its arrays are not written to.
 *
 * @param method the id of the method
 * @param target the class that is explained, its index
 * @param label the name of that class
 * @param contrast the name of the class that it is explained against; empty for none
 * @param logits of every class
 * @param heatmap one value per patch, raw and scaled
 * @param overlays lays maps over the image
 */
public record ImageExplanation(
    String method,
    int target,
    String label,
    Optional<String> contrast,
    float[] logits,
    Heatmap heatmap,
    Overlays overlays) {

  /** Softmax probability of {@link #target}, 0 to 1. */
  public double probability() {
    return Softmax.probability(logits, target);
  }

  /**
   * How much each patch counts: [rows][columns] of the patch grid, scaled to 0..1 by its own
   * minimum and maximum; 0.5 everywhere if the map is {@linkplain Heatmap#degenerate degenerate}.
   */
  public float[][] map() {
    return heatmap.scaled();
  }

  /**
   * The map in colours over the image, of the image's size, or smaller for images of more than 25
   * megapixels. A degenerate map has a hatched border in place of colours.
   */
  public BufferedImage overlay() {
    return ImageFiles.picture(overlays.over(heatmap));
  }
}
