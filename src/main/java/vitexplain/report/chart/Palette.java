package vitexplain.report.chart;

import java.awt.Color;
import java.util.List;

/**
 * The one palette: Okabe and Ito's eight colours, which readers with any colour vision can tell
 * apart, and greys for what is no method. {@link Looks} deals them.
 *
 * <p>Source: M. Okabe and K. Ito, Color Universal Design, 2008.
 */
public final class Palette {

  public static final Color INK = new Color(0x22262b);
  public static final Color FAINT = new Color(0x6b7280);
  static final Color GRID = new Color(0xe5e7eb);

  private static final Color VERMILION = new Color(0xd55e00);
  private static final Color BLUE = new Color(0x0072b2);
  private static final Color SKY = new Color(0x56b4e9);
  private static final Color GREEN = new Color(0x009e73);
  private static final Color ORANGE = new Color(0xe69f00);
  private static final Color PURPLE = new Color(0xcc79a7);
  private static final Color BLACK = new Color(0x000000);

  private static final List<Color> HUES =
      List.of(VERMILION, BLUE, SKY, GREEN, ORANGE, PURPLE, BLACK);

  private static final List<Color> GREYS =
      List.of(new Color(0x8a8f98), new Color(0xb4b8bf), new Color(0x5b6068));

  private Palette() {}

  /** The colour of a family by its place; darker each time that all have been dealt. */
  static Color hue(int family) {
    Color hue = HUES.get(family % HUES.size());
    for (int round = family / HUES.size(); round > 0; round--) {
      hue = hue.darker();
    }
    return hue;
  }

  /** A grey by its place. */
  static Color grey(int place) {
    return GREYS.get(place % GREYS.size());
  }
}
