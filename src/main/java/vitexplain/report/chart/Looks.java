package vitexplain.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vitexplain.run.row.MethodRow;

/**
 * Deals looks to the methods of a run: the family says the colour, kind and place the dashes and
 * the marker. A method keeps its look from run to run, whatever runs beside it; no two share dashes
 * and marker both, so that a print without colours tells them apart. Methods under test have solid
 * lines, controls are grey.
 */
final class Looks {

  /** A line's dashes and a marker: what a print without colours keeps of a look. */
  private record Mark(BasicStroke line, Marker marker) {}

  private static final BasicStroke SOLID = new BasicStroke(2.2f);

  private static final List<BasicStroke> OF_PEERS =
      List.of(dashed(1.8f, 2, 3), dashed(1.8f, 10, 3, 2, 3), dashed(1.8f, 4, 2));

  private static final BasicStroke OF_VARIANTS = dashed(1.8f, 7, 4);
  private static final BasicStroke OF_OPTIONS = dashed(1.8f, 12, 3);
  private static final BasicStroke OF_CONTROLS = dashed(1.2f, 3, 3);

  /** Finer dots than those of controls that see nothing. */
  private static final BasicStroke OF_DEGRADED = dashed(1.2f, 1, 2);

  /** For more methods of a kind than there are markers. */
  private static final List<BasicStroke> FURTHER =
      List.of(
          dashed(1.8f, 16, 4),
          dashed(1.8f, 12, 3, 2, 3, 2, 3),
          dashed(1.8f, 6, 2, 1, 2),
          dashed(1.8f, 1, 4));

  /** A solid line with squares is the forward pass. */
  private static final List<Marker> ON_SOLID =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.PLUS,
          SeriesMarkers.CROSS,
          SeriesMarkers.TRAPEZOID,
          SeriesMarkers.OVAL,
          SeriesMarkers.RECTANGLE);

  private static final List<Marker> ON_DASHES =
      List.of(
          SeriesMarkers.CROSS,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.PLUS,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRAPEZOID,
          SeriesMarkers.OVAL);

  /** The plainest first: a control is no more than a mark to compare with. */
  private static final List<Marker> ON_GREY =
      List.of(
          SeriesMarkers.SQUARE,
          SeriesMarkers.PLUS,
          SeriesMarkers.CROSS,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.CIRCLE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN);

  private final Map<String, MethodStyle> dealt = new LinkedHashMap<>();
  private final Set<Mark> taken = new HashSet<>();
  private int options;

  private Looks() {}

  /** By the id that a method's rows in {@code summary.csv} stand under. */
  static Map<String, MethodStyle> deal(List<MethodRow> rows) {
    Looks looks = new Looks();
    for (MethodRow row : rows) {
      if (!looks.dealt.containsKey(row.averagedAs())) {
        Mark mark = looks.free(looks.wished(row));
        looks.taken.add(mark);
        looks.dealt.put(row.averagedAs(), new MethodStyle(color(row), mark.line(), mark.marker()));
      }
    }
    return looks.dealt;
  }

  private static Color color(MethodRow row) {
    return switch (row.kind()) {
      case MethodRow.CONTROL -> Palette.grey(row.kindPlace());
      case MethodRow.DEGRADED -> Palette.grey(row.kindPlace() + 2);
      default -> {
        Color hue = Palette.hue(row.familyPlace());
        yield Roster.hasOptions(row) ? hue.darker() : hue;
      }
    };
  }

  /** The same in every run, but for options, which come as they are asked for. */
  private Mark wished(MethodRow row) {
    int place = row.kindPlace();
    return switch (row.kind()) {
      case MethodRow.CONTROL -> new Mark(OF_CONTROLS, marker(ON_GREY, place));
      case MethodRow.DEGRADED -> new Mark(OF_DEGRADED, marker(ON_GREY, 1 + place));
      default -> {
        if (Roster.hasOptions(row)) {
          yield new Mark(OF_OPTIONS, marker(ON_DASHES, options++));
        }
        yield switch (row.kind()) {
          case MethodRow.METHOD -> new Mark(SOLID, marker(ON_SOLID, place));
          case MethodRow.PEER -> {
            // Neighbours differ in both, and as many as there are markers in their markers: those
            // of one family, so of one hue, are told apart in figures without lines too.
            int dashes = (place + place / ON_DASHES.size()) % OF_PEERS.size();
            yield new Mark(OF_PEERS.get(dashes), marker(ON_DASHES, place));
          }
          default -> new Mark(OF_VARIANTS, marker(ON_DASHES, 4 + place));
        };
      }
    };
  }

  private static Marker marker(List<Marker> markers, int place) {
    return markers.get(place % markers.size());
  }

  /** The mark itself, or one that no method has. */
  private Mark free(Mark wished) {
    return Stream.concat(
            Stream.of(wished),
            FURTHER.stream()
                .flatMap(line -> ON_DASHES.stream().map(marker -> new Mark(line, marker))))
        .filter(mark -> !taken.contains(mark))
        .findFirst()
        .orElse(wished);
  }

  private static BasicStroke dashed(float width, float... dashes) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
  }
}
