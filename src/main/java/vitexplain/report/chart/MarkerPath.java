package vitexplain.report.chart;

import java.util.Map;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Markers as paths of an SVG, each about eight units wide. */
final class MarkerPath {

  /** Behind the marker's centre, in relative commands. */
  private static final Map<Marker, String> SHAPES =
      Map.of(
          SeriesMarkers.CIRCLE, "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
          SeriesMarkers.OVAL, "m-5 0a5 3 0 1 0 10 0a5 3 0 1 0-10 0",
          SeriesMarkers.SQUARE, "m-3.5-3.5h7v7h-7z",
          SeriesMarkers.RECTANGLE, "m-5-2.5h10v5h-10z",
          SeriesMarkers.DIAMOND, "m0-5l5 5l-5 5l-5-5z",
          SeriesMarkers.TRIANGLE_UP, "m0-4.5l4.5 8h-9z",
          SeriesMarkers.TRIANGLE_DOWN, "m0 4.5l4.5-8h-9z",
          SeriesMarkers.TRAPEZOID, "m-2-3.5h4l3 7h-10z",
          SeriesMarkers.PLUS, "m-4-1h3v-3h2v3h3v2h-3v3h-2v-3h-3z",
          SeriesMarkers.CROSS,
              "m0-1.4l3-3l1.4 1.4l-3 3l3 3l-1.4 1.4l-3-3l-3 3l-1.4-1.4l3-3l-3-3l1.4-1.4z");

  private MarkerPath() {}

  /** The marker around a place; nothing for none. */
  static String at(Marker marker, String x, String y) {
    if (marker.equals(SeriesMarkers.NONE)) {
      return "";
    }
    String shape = SHAPES.get(marker);
    if (shape == null) {
      throw new IllegalArgumentException("no path for the marker " + marker);
    }
    return "M" + x + " " + y + shape;
  }
}
