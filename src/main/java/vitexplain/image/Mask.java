package vitexplain.image;

import java.nio.file.Path;
import java.util.BitSet;
import vitexplain.base.Refusal;

/**
 * Which pixels of an image belong to its object.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param foreground [height * width], row-major; not copied
 */
public record Mask(int width, int height, boolean[] foreground) {

  private static final String ROLE = "mask";

  /** A grey value above this is foreground, of 255. */
  private static final int THRESHOLD = 127;

  public Mask {
    if (width < 1 || height < 1 || foreground.length != width * height) {
      throw new IllegalArgumentException(
          foreground.length + " values for a mask of " + width + " x " + height);
    }
  }

  /**
   * Reads a mask file of any image type whose grey values are 0 and 255 only.
   *
   * @throws Refusal if it cannot be decoded or holds other values: a threshold through the ids of a
   *     label map or the rims of a JPEG would give a mask that nobody drew
   */
  public static Mask read(Path file) {
    Pixels grey = ImageFiles.read(ROLE, file, 1);
    BitSet values = new BitSet(256);
    for (byte value : grey.data()) {
      values.set(value & 0xff);
    }
    int largest = values.length() - 1;
    if (largest == 1) {
      throw Refusal.file(ROLE, file, "its largest value is 1 of 255. Scale 0 and 1 to 0 and 255.");
    }
    boolean valuesBetween = values.get(1, 255).cardinality() > 0;
    if (valuesBetween) {
      throw Refusal.file(
          ROLE,
          file,
          values.cardinality()
              + " distinct grey values from "
              + values.nextSetBit(0)
              + " to "
              + largest
              + "; expected 0 (background) and 255 (object) only. Threshold it, and save it as PNG:"
              + " JPEG and smooth scaling add values between.");
    }
    return of(grey);
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
          "mask '%s' is %d x %d, its image '%s' is %d x %d. Export the mask at the image's size."
              .formatted(maskName, width, height, imageName, imageWidth, imageHeight));
    }
    return this;
  }

  /** The share of foreground pixels, 0 to 1: the chance value of several metrics. */
  public double foregroundShare() {
    int count = 0;
    for (boolean inside : foreground) {
      count += inside ? 1 : 0;
    }
    return (double) count / foreground.length;
  }

  /** The mask as [rows][columns], the layout that metrics take. */
  public boolean[][] rows() {
    boolean[][] rows = new boolean[height][width];
    for (int row = 0; row < height; row++) {
      System.arraycopy(foreground, row * width, rows[row], 0, width);
    }
    return rows;
  }

  /** Resized as the student project does: 0 and 255 by Pillow's bicubic, then above 127. */
  public Mask resized(int newWidth, int newHeight) {
    byte[] grey = new byte[foreground.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (foreground[i] ? 255 : 0);
    }
    Pixels picture = new Pixels(width, height, 1, grey);
    return of(PilResize.resize(picture, newWidth, newHeight, Resample.BICUBIC));
  }
}
