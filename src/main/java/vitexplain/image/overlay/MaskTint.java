package vitexplain.image.overlay;

import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;

/** A mask laid over its image, for people to look at. */
public final class MaskTint {
  /** Of the object's outline and, blended, of its inside. */
  static final int OBJECT = 0xe6007e;

  /** Of pixels that count nowhere. */
  static final int IGNORED = 0xffffff;

  private static final double OBJECT_SHARE = 0.35;

  private static final double IGNORED_SHARE = 0.7;

  private MaskTint() {}

  /**
   * The image with the object tinted and outlined, and ignored pixels paled.
   *
   * @param mask of the image's size
   * @return RGB
   * @throws IllegalArgumentException if the sizes differ
   */
  public static Pixels blend(Pixels image, Mask mask) {
    if (mask.width() != image.width() || mask.height() != image.height()) {
      throw new IllegalArgumentException(
          "mask of " + mask.width() + " x " + mask.height() + " for another image");
    }
    byte[] data = image.rgb().data().clone();
    for (int i = 0; i < mask.foreground().length; i++) {
      if (mask.ignored().get(i)) {
        blend(data, i, IGNORED, IGNORED_SHARE);
      } else if (mask.foreground()[i]) {
        blend(data, i, OBJECT, isRim(mask, i) ? 1 : OBJECT_SHARE);
      }
    }
    return new Pixels(image.width(), image.height(), 3, data);
  }

  /** Whether a pixel of the object has a neighbour that is not; the picture's edge is none. */
  private static boolean isRim(Mask mask, int place) {
    int column = place % mask.width();
    boolean[] inside = mask.foreground();
    return (column > 0 && !inside[place - 1])
        || (column < mask.width() - 1 && !inside[place + 1])
        || (place >= mask.width() && !inside[place - mask.width()])
        || (place + mask.width() < inside.length && !inside[place + mask.width()]);
  }

  private static void blend(byte[] data, int place, int colour, double share) {
    for (int c = 0; c < 3; c++) {
      int over = colour >> (16 - 8 * c) & 0xff;
      int under = data[3 * place + c] & 0xff;
      data[3 * place + c] = (byte) Math.round(share * over + (1 - share) * under);
    }
  }
}
