package vitexplain.study;

import java.util.BitSet;
import vitexplain.vit.VitConfig;

/**
 * Replaces patches of one image by those of another, all channels of a patch together.
 *
 * @param config the model's shape
 * @param input normalised, [C * height * width]
 * @param replacement the same shape
 */
record PatchEraser(VitConfig config, float[] input, float[] replacement) {

  /**
   * The image with patches replaced.
   *
   * @param removed patches to replace, by index, row by row
   * @return a new array like {@code input}
   */
  float[] without(BitSet removed) {
    float[] image = input.clone();
    int size = config.patchSize();
    int width = config.imageWidth();
    int columns = width / size;
    for (int p = removed.nextSetBit(0); p >= 0; p = removed.nextSetBit(p + 1)) {
      int corner = (p / columns) * size * width + (p % columns) * size;
      for (int c = 0; c < config.channels(); c++) {
        for (int y = 0; y < size; y++) {
          int start = (c * config.imageHeight() + y) * width + corner;
          System.arraycopy(replacement, start, image, start, size);
        }
      }
    }
    return image;
  }
}
