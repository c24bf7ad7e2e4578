package vitexplain.metric.input;

/** Checks that arrays which are read pixel by pixel together have the same pixels. */
public final class Shapes {

  private Shapes() {}

  public static void requireSamePixels(float[] map, boolean[] mask) {
    if (map.length != mask.length) {
      throw new IllegalArgumentException(
          "map has "
              + map.length
              + " pixels, mask "
              + mask.length
              + "; expected the same. Upsample the map to the mask's size first");
    }
    requirePixels(map.length);
  }

  public static void requirePixels(int pixels) {
    if (pixels == 0) {
      throw new IllegalArgumentException("map has 0 pixels; expected at least 1");
    }
  }

  /** Refuses a width that does not divide the pixels into whole rows. */
  public static void requireRows(float[] map, int width) {
    if (width < 1 || map.length % width != 0) {
      throw new IllegalArgumentException(
          "width " + width + " does not divide a map of " + map.length + " pixels into rows");
    }
  }

  /** How many pixels are foreground. */
  public static int foreground(boolean[] mask) {
    int count = 0;
    for (boolean inside : mask) {
      if (inside) {
        count++;
      }
    }
    return count;
  }
}
