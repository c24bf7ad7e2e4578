package vitexplain.demo;

import java.util.Locale;

/**
 * What a synthetic scene shows: one of four hues, 90 degrees apart, crossed with one of two stripe
 * directions. Neither cue is enough: a hue names a pair of classes, the direction tells the pair
 * apart. The label is the ordinal.
 */
public enum SceneClass {
  RED_HORIZONTAL(0, false),
  RED_VERTICAL(0, true),
  LIME_HORIZONTAL(90, false),
  LIME_VERTICAL(90, true),
  CYAN_HORIZONTAL(180, false),
  CYAN_VERTICAL(180, true),
  VIOLET_HORIZONTAL(270, false),
  VIOLET_VERTICAL(270, true);

  private final double hue;
  private final boolean vertical;

  SceneClass(double hue, boolean vertical) {
    this.hue = hue;
    this.vertical = vertical;
  }

  /** The middle of the class's hues, in degrees. */
  public double hue() {
    return hue;
  }

  /** Whether its stripes run from top to bottom. */
  public boolean vertical() {
    return vertical;
  }

  /** The name a reader sees, such as {@code red-horizontal}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The class with this label.
   *
   * @throws IllegalArgumentException when the label is not 0 to 7
   */
  public static SceneClass of(int label) {
    if (label < 0 || label >= values().length) {
      throw new IllegalArgumentException(
          "scene label " + label + "; expected 0 to " + (values().length - 1));
    }
    return values()[label];
  }
}
