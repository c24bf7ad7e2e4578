package vitexplain.image.occlusion;

import java.util.BitSet;
import java.util.Locale;
import vitexplain.image.occlusion.NestedDissection.Region;

/**
 * Linear imputation of removed pixels, as ROAD defines it (Rong et al. 2022, arXiv:2202.00449,
 * section 4): each is the weighted mean of its eight neighbours, 1/6 for the direct and 1/12 for
 * the diagonal ones, all solved jointly by a sparse direct factorisation. At the border the weights
 * of missing neighbours are left out of sum and total alike.
 *
 * <p>ROAD's noise is not added here: the caller adds it, who has the seed.
 */
public final class LinearImputation {
  private final int channels;
  private final int height;
  private final int width;
  private final Region whole;

  /** For images of one size; may be shared between threads. */
  public LinearImputation(int channels, int height, int width) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.whole = NestedDissection.of(height, width);
  }

  /**
   * Replaces the removed pixels of every channel.
   *
   * @param image [channels][height][width] as one array, normalised
   * @param removed pixels by index, row by row
   * @return a new array; 0, the mean of normalised images, everywhere if every pixel is removed,
   *     where the system has no solution
   */
  public float[] without(float[] image, BitSet removed) {
    int area = height * width;
    if (image.length != channels * area || removed.length() > area) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d values, last removed pixel %d; expected %d x %d x %d values",
              image.length,
              removed.length() - 1,
              channels,
              height,
              width));
    }
    if (removed.cardinality() == area) {
      return new float[image.length];
    }
    return removed.isEmpty()
        ? image.clone()
        : new NeighbourSystem(image, channels, height, width, removed).solved(whole);
  }
}
