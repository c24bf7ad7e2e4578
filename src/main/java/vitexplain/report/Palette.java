package vitexplain.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The one palette: Okabe and Ito's eight colours, which readers with any colour vision can tell
 * apart. A family of methods has a colour; its variants differ by dashes and marker, so that no two
 * lines rely on hue alone. Controls are grey.
 *
 * <p>Source: M. Okabe and K. Ito, Color Universal Design, 2008.
 */
final class Palette {

  static final Color INK = new Color(0x22262b);
  static final Color FAINT = new Color(0x6b7280);
  static final Color GRID = new Color(0xe5e7eb);

  private static final Color BLACK = new Color(0x000000);
  private static final Color ORANGE = new Color(0xe69f00);
  private static final Color SKY = new Color(0x56b4e9);
  private static final Color GREEN = new Color(0x009e73);
  private static final Color BLUE = new Color(0x0072b2);
  private static final Color VERMILION = new Color(0xd55e00);
  private static final Color PURPLE = new Color(0xcc79a7);

  private static final Map<String, Color> FAMILIES =
      Map.ofEntries(
          Map.entry("legrad", VERMILION),
          Map.entry("gmar-l1", BLUE),
          Map.entry("gmar-l2", SKY),
          Map.entry("rollout", GREEN),
          Map.entry("random", new Color(0x8a8f98)),
          Map.entry("constant", new Color(0xb4b8bf)),
          Map.entry("centre", new Color(0x5b6068)),
          Map.entry("inverse", new Color(0x5b6068)),
          Map.entry("blurred", new Color(0x8a8f98)));

  /** Controls made from a method's map: finer dots than those that see nothing. */
  private static final Set<String> SPOILT = Set.of("inverse", "blurred");

  private static final List<Marker> VARIANT_MARKERS =
      List.of(SeriesMarkers.CROSS, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.TRIANGLE_DOWN);

  private static final List<float[]> VARIANT_DASHES =
      List.of(new float[] {2, 3}, new float[] {10, 3, 2, 3}, new float[] {4, 2});

  /**
   * Methods to compare with: the colour says what they read, dashes and marker which one it is.
   * Orange for the last block alone, purple for attention times its gradient through all blocks,
   * black for the gradient of the pixels.
   */
  private static final Map<String, MethodStyle> PEERS =
      Map.of(
          "raw-attention", peer(ORANGE, 0),
          "attention-gradcam", peer(ORANGE, 1),
          "token-gradcam", peer(ORANGE, 2),
          "chefer", peer(PURPLE, 0),
          "grad-rollout", peer(PURPLE, 1),
          "grad-sam", peer(PURPLE, 2),
          "input-gradient", peer(BLACK, 0),
          "smoothgrad", peer(BLACK, 1),
          "integrated-gradients", peer(BLACK, 2));

  /** For families not named above, by a hash of the name: stable, whatever else is drawn. */
  private static final List<Color> OTHERS = List.of(ORANGE, PURPLE, BLACK);

  private Palette() {}

  /** The style of a method's id, or of a benchmark's name. A function of the text alone. */
  static MethodStyle of(String method) {
    String plain = method.replaceFirst("^reference:", "");
    String family = plain.replaceFirst(":.*", "").replace("-student", "");
    if (SPOILT.contains(family)) {
      return new MethodStyle(color(family), dashed(1.2f, 1, 2), SeriesMarkers.CROSS);
    }
    if (Controls.contain(plain)) {
      return new MethodStyle(color(family), dashed(1.2f, 3, 3), SeriesMarkers.SQUARE);
    }
    if (!plain.equals(method)) {
      return new MethodStyle(color(family), dashed(1.6f, 1, 3), SeriesMarkers.PLUS);
    }
    if (plain.contains("-student")) {
      return new MethodStyle(color(family), dashed(1.8f, 7, 4), SeriesMarkers.DIAMOND);
    }
    if (PEERS.containsKey(plain)) {
      return PEERS.get(plain);
    }
    if (plain.contains(":")) {
      return variant(plain, color(family).darker());
    }
    if (!FAMILIES.containsKey(family)) {
      return variant(plain, color(family));
    }
    return new MethodStyle(color(family), new BasicStroke(2.2f), SeriesMarkers.CIRCLE);
  }

  /** Whether a method is one that the study's own are compared with. */
  static boolean isPeer(String method) {
    return PEERS.containsKey(method.replaceFirst(":.*", ""));
  }

  /** Whether a control is a method's map spoilt on purpose. */
  static boolean isSpoilt(String method) {
    return SPOILT.contains(method.replaceFirst(":.*", ""));
  }

  private static MethodStyle variant(String method, Color color) {
    // Other bits than those that choose a colour, so that one colour meets every line.
    return peer(color, Math.floorMod(method.hashCode() >> 8, VARIANT_MARKERS.size()));
  }

  private static MethodStyle peer(Color color, int number) {
    return new MethodStyle(
        color, dashed(1.8f, VARIANT_DASHES.get(number)), VARIANT_MARKERS.get(number));
  }

  private static Color color(String family) {
    Color known = FAMILIES.get(family);
    if (known != null) {
      return known;
    }
    if (PEERS.containsKey(family)) {
      return PEERS.get(family).color();
    }
    return Controls.contain(family)
        ? FAINT
        : OTHERS.get(Math.floorMod(family.hashCode(), OTHERS.size()));
  }

  private static BasicStroke dashed(float width, float... dashes) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
  }
}
