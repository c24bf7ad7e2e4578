package vitexplain.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vitexplain.report.chart.MethodStyle;
import vitexplain.report.chart.Palette;
import vitexplain.report.chart.Roster;
import vitexplain.run.row.LatencyRow;

/** How times are drawn: a method as everywhere, the steps around it in a neutral colour. */
final class BenchmarkColors {

  private static final Color NEUTRAL = new Color(0xaab2bd);

  private static final MethodStyle FORWARD =
      new MethodStyle(Palette.INK, new BasicStroke(2.2f), SeriesMarkers.SQUARE);

  private BenchmarkColors() {}

  /** Whether a row has a line among those of the methods: a method itself, or the forward pass. */
  static boolean isLine(LatencyRow row) {
    return row.isExplanation() || row.benchmark().equals(LatencyRow.FORWARD);
  }

  /** Of a bar. */
  static Color of(Roster roster, LatencyRow row) {
    return row.method().isEmpty() ? NEUTRAL : roster.style(row.method()).color();
  }

  /** Of a line. */
  static MethodStyle style(Roster roster, LatencyRow row) {
    return row.method().isEmpty() ? FORWARD : roster.style(row.method());
  }
}
