package vitexplain.image.mask;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import vitexplain.base.Refusal;
import vitexplain.image.codec.PixelLimit;

/**
 * Pixels of a picture in the order of the COCO data sets: column after column from the left, each
 * from top to bottom.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param inside the object's pixels by {@code column * height + row}; not copied
 */
public record ColumnMask(int width, int height, BitSet inside) {

  public ColumnMask {
    if (width < 1 || height < 1 || (long) width * height > PixelLimit.PIXELS) {
      throw Refusal.input(
          String.format(
              Locale.ROOT,
              "its size is %d x %d pixels; expected at least 1 x 1, and at most %d pixels in all",
              width,
              height,
              PixelLimit.PIXELS));
    }
    if (inside.length() > width * height) {
      throw new IllegalArgumentException("pixel " + (inside.length() - 1) + " is none of a mask");
    }
  }

  /**
   * A mask without an object.
   *
   * @throws Refusal of the kind INPUT if no picture can have the size
   */
  public static ColumnMask empty(int width, int height) {
    return new ColumnMask(width, height, new BitSet());
  }

  /**
   * Uncompressed run lengths.
   *
   * @param lengths pixels outside, inside, outside … the object, by turns; the first may be 0
   * @throws Refusal of the kind INPUT if a length is negative, or they do not cover the picture
   */
  public static ColumnMask ofRuns(int width, int height, List<Long> lengths) {
    ColumnMask mask = empty(width, height);
    long pixels = (long) width * height;
    long from = 0;
    for (int run = 0; run < lengths.size(); run++) {
      long length = lengths.get(run);
      if (length < 0) {
        throw Refusal.input("run " + run + " has the length " + length + "; expected 0 or more");
      }
      if (length > pixels - from) {
        throw wrongLength("more than " + pixels, width, height);
      }
      if (run % 2 == 1) {
        mask.inside.set((int) from, (int) (from + length));
      }
      from += length;
    }
    if (from < pixels) {
      throw wrongLength(Long.toString(from), width, height);
    }
    return mask;
  }

  private static Refusal wrongLength(String covered, int width, int height) {
    return Refusal.input(
        String.format(
            Locale.ROOT,
            "its run lengths cover %s pixels; expected the %d of %d x %d",
            covered,
            (long) width * height,
            width,
            height));
  }

  /**
   * Compressed run lengths, as the COCO API writes them.
   *
   * @throws Refusal of the kind INPUT if the text is none, or as {@link #ofRuns}
   */
  public static ColumnMask ofText(int width, int height, String text) {
    return ofRuns(width, height, RunLengthText.lengths(text));
  }

  /**
   * The inside of a polygon, as the COCO API rasterises it.
   *
   * @param points x and y of each corner in pixels, from the left and top edge of the picture
   * @throws Refusal of the kind INPUT if there are fewer than three corners, half a corner, or a
   *     number that is not finite or far outside of every picture
   */
  public static ColumnMask ofPolygon(int width, int height, double[] points) {
    ColumnMask mask = empty(width, height);
    BitSet crossings = PolygonOutline.crossings(width, height, points);
    for (int from = crossings.nextSetBit(0); from >= 0; ) {
      int to = crossings.nextSetBit(from + 1);
      mask.inside.set(from, to < 0 ? width * height : to);
      from = to < 0 ? to : crossings.nextSetBit(to + 1);
    }
    return mask;
  }

  /**
   * The pixels of both.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public ColumnMask or(ColumnMask other) {
    requireSize(other);
    BitSet both = (BitSet) inside.clone();
    both.or(other.inside);
    return new ColumnMask(width, height, both);
  }

  /** The pixels of this that are not the other's. Throws as {@link #or}. */
  public ColumnMask without(ColumnMask other) {
    requireSize(other);
    BitSet rest = (BitSet) inside.clone();
    rest.andNot(other.inside);
    return new ColumnMask(width, height, rest);
  }

  private void requireSize(ColumnMask other) {
    if (other.width != width || other.height != height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%d x %d with %d x %d", width, height, other.width, other.height));
    }
  }

  /** How many pixels are the object's. */
  public int area() {
    return inside.cardinality();
  }

  /**
   * As a mask.
   *
   * @param ignored pixels that count nowhere; none of them is this one's
   * @throws IllegalArgumentException if the sizes differ
   */
  public Mask mask(ColumnMask ignored) {
    requireSize(ignored);
    boolean[] foreground = new boolean[width * height];
    inside.stream().forEach(place -> foreground[row(place)] = true);
    BitSet left = new BitSet();
    ignored.inside.stream().forEach(place -> left.set(row(place)));
    return new Mask(width, height, foreground, left);
  }

  /** The index of a pixel when rows are counted first. */
  private int row(int place) {
    return place % height * width + place / height;
  }
}
