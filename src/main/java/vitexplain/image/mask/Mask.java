package vitexplain.image.mask;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import vitexplain.base.Refusal;
import vitexplain.image.codec.Orientation;
import vitexplain.image.codec.Pixels;
import vitexplain.image.resize.PilResize;
import vitexplain.image.resize.Resample;

/**
 * Which pixels of an image belong to its object.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param foreground [height * width], row-major; not copied
 * @param ignored pixels by index that are neither object nor background and count nowhere; none of
 *     them is foreground; not copied
 */
public record Mask(int width, int height, boolean[] foreground, BitSet ignored) {

  /** A grey value above this is foreground, of 255. */
  private static final int THRESHOLD = 127;

  public Mask {
    if (width < 1 || height < 1 || foreground.length != width * height) {
      throw new IllegalArgumentException(
          foreground.length + " values for a mask of " + width + " x " + height);
    }
    if (ignored.length() > foreground.length) {
      throw new IllegalArgumentException("pixel " + (ignored.length() - 1) + " is none of a mask");
    }
  }

  /** A mask that ignores no pixel. */
  public Mask(int width, int height, boolean[] foreground) {
    this(width, height, foreground, new BitSet());
  }

  /** {@link #read(Path, MaskClass)} of a black and white mask. */
  public static Mask read(Path file) {
    return read(file, MaskClass.BLACK_AND_WHITE);
  }

  /**
   * Reads a mask file: JPEG or PNG of any type.
   *
   * <p>Black and white are 0 and the largest value that the file's type can hold, 0 and 1, or two
   * colours of a palette. Where all opaque pixels have one colour, opaque is object.
   *
   * @param choice the object where the file is a map of ids, kind not {@link MaskClass.Kind#LABEL}:
   *     see {@link MaskClass#ofLabel}
   * @throws Refusal if it cannot be decoded, or what it holds could mean two things: a threshold
   *     through the ids of a label map or the rims of a JPEG would give another mask than was drawn
   */
  public static Mask read(Path file, MaskClass choice) {
    if (choice.kind() == MaskClass.Kind.LABEL) {
      throw new IllegalArgumentException("which label? see MaskClass.ofLabel");
    }
    return MaskReader.read(file, choice);
  }

  private static Mask of(Pixels grey) {
    boolean[] foreground = new boolean[grey.data().length];
    for (int i = 0; i < foreground.length; i++) {
      foreground[i] = (grey.data()[i] & 0xff) > THRESHOLD;
    }
    return new Mask(grey.width(), grey.height(), foreground);
  }

  /**
   * This mask, if it fits its image; nothing is ever scaled to make it fit.
   *
   * @param maskName the mask's file name, for the message
   * @param imageName the image's file name
   * @throws Refusal with both sizes if they differ
   */
  public Mask requireSize(String maskName, int imageWidth, int imageHeight, String imageName) {
    if (width != imageWidth || height != imageHeight) {
      throw Refusal.input(
          String.format(
              Locale.ROOT,
              "mask '%s' is %d x %d, its image '%s' is %d x %d. Export the mask at the image's size.",
              maskName,
              width,
              height,
              imageName,
              imageWidth,
              imageHeight));
    }
    return this;
  }

  /** The share of foreground in the pixels that count, 0 to 1: chance of several metrics. */
  public double foregroundShare() {
    return (double) foregroundPixels() / (foreground.length - ignored.cardinality());
  }

  /** How many pixels are foreground. */
  public int foregroundPixels() {
    int count = 0;
    for (boolean inside : foreground) {
      count += inside ? 1 : 0;
    }
    return count;
  }

  /** {@link #foreground} of the pixels that are not ignored, in their order. */
  public boolean[] countedForeground() {
    if (ignored.isEmpty()) {
      return foreground;
    }
    boolean[] counted = new boolean[foreground.length - ignored.cardinality()];
    int to = 0;
    for (int i = ignored.nextClearBit(0); i < foreground.length; i = ignored.nextClearBit(i + 1)) {
      counted[to++] = foreground[i];
    }
    return counted;
  }

  /**
   * Values of the pixels that are not ignored, in their order; the same array if none is.
   *
   * @param values one a pixel, [height * width]
   */
  public float[] counted(float[] values) {
    if (ignored.isEmpty()) {
      return values;
    }
    float[] counted = new float[foreground.length - ignored.cardinality()];
    int to = 0;
    for (int i = ignored.nextClearBit(0); i < foreground.length; i = ignored.nextClearBit(i + 1)) {
      counted[to++] = values[i];
    }
    return counted;
  }

  /** The mask of the upright picture. */
  Mask upright(Orientation orientation) {
    if (orientation.isUpright()) {
      return this;
    }
    boolean[] turned = new boolean[foreground.length];
    BitSet turnedIgnored = new BitSet();
    orientation.forEach(
        width,
        height,
        (from, to) -> {
          turned[to] = foreground[from];
          turnedIgnored.set(to, ignored.get(from));
        });
    return new Mask(
        orientation.width(width, height), orientation.height(width, height), turned, turnedIgnored);
  }

  /** The mask as [rows][columns], the layout that metrics take. */
  public boolean[][] rows() {
    boolean[][] rows = new boolean[height][width];
    for (int row = 0; row < height; row++) {
      System.arraycopy(foreground, row * width, rows[row], 0, width);
    }
    return rows;
  }

  /**
   * Refuses what {@link #resized} cannot do.
   *
   * @param imageName the image's file name, for the message
   * @throws Refusal if pixels are ignored: a patch would hold some that count and some that do not
   */
  public void requireResizable(String imageName) {
    if (!ignored.isEmpty()) {
      throw Refusal.input(
          "the mask of image '"
              + imageName
              + "' has ignored pixels and cannot be resized to patches. Leave --student-metrics"
              + " out.");
    }
  }

  /**
   * Resized as the student project does: 0 and 255 by Pillow's bicubic, then above 127.
   *
   * @throws IllegalStateException where {@link #requireResizable} refuses
   */
  public Mask resized(int newWidth, int newHeight) {
    if (!ignored.isEmpty()) {
      throw new IllegalStateException(ignored.cardinality() + " pixels are ignored");
    }
    byte[] grey = new byte[foreground.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (foreground[i] ? 255 : 0);
    }
    Pixels picture = new Pixels(width, height, 1, grey);
    return of(PilResize.resize(picture, newWidth, newHeight, Resample.BICUBIC));
  }
}
