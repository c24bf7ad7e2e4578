package vitexplain.study.across;

import java.util.BitSet;
import vitexplain.image.mask.Mask;
import vitexplain.image.resize.Box;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.SampleRow;

/**
 * An image with its object as the model sees them: the mask's pixel nearest to the centre of each
 * pixel of the input.
 *
 * @param facts the image, its label and the model's answer
 * @param object pixels of the input, row by row
 * @param removed the same with the pixels that the mask leaves open, which often are the object's
 *     rim
 */
record Scene(ImageRow facts, BitSet object, BitSet removed) {

  /**
   * @param region the part of the image that the model sees; what of it lies beyond the image is
   *     background
   * @param height of the model's input
   * @param width likewise
   */
  static Scene of(ImageRow facts, Mask mask, Box region, int height, int width) {
    BitSet object = new BitSet(height * width);
    BitSet removed = new BitSet(height * width);
    for (int row = 0; row < height; row++) {
      int y = (int) Math.floor(region.top() + (row + 0.5) * region.height() / height);
      for (int column = 0; column < width; column++) {
        int x = (int) Math.floor(region.left() + (column + 0.5) * region.width() / width);
        if (y >= 0 && y < mask.height() && x >= 0 && x < mask.width()) {
          int pixel = y * mask.width() + x;
          object.set(row * width + column, mask.foreground()[pixel]);
          removed.set(row * width + column, mask.foreground()[pixel] || mask.ignored().get(pixel));
        }
      }
    }
    return new Scene(facts, object, removed);
  }

  String name() {
    return facts.image();
  }

  /** Whether there is an object to take away, and a background to fill its place from. */
  boolean isUsable(int pixels) {
    return !object.isEmpty() && removed.cardinality() < pixels;
  }

  /** The class asked for: the true one, or what the model predicts where there is no label. */
  int target() {
    return facts.label().orElseGet(() -> facts.predicted().orElseThrow());
  }

  /** Where the class comes from, as {@link SampleRow#target}. */
  String targetKind() {
    return facts.label().isPresent() ? SampleRow.LABEL : SampleRow.PREDICTED;
  }
}
