package vitexplain.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vitexplain.report.chart.LabelledRows;
import vitexplain.report.chart.Palette;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Roster;
import vitexplain.report.results.Condition;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.PeerRow;

/** Ours against theirs: how many times as long other programs take for the same numbers. */
public final class PeersFigure implements Figure {

  /** Beside the outermost point, as a share of the axis. */
  private static final double MARGIN = 1.06;

  @Override
  public List<Plot> plots(Results results) {
    Map<Condition, List<PeerRow>> conditions =
        results.peers().stream()
            .filter(row -> Double.isFinite(row.ratio().mean()))
            .collect(Collectors.groupingBy(Condition::of, LinkedHashMap::new, Collectors.toList()));
    return conditions.entrySet().stream()
        .map(e -> plot(results.roster(), e.getKey(), sorted(e.getValue())))
        .toList();
  }

  /** What they compute together, each from the slowest to the fastest. */
  private static List<PeerRow> sorted(List<PeerRow> rows) {
    List<String> answers = new ArrayList<>(rows.stream().map(PeerRow::ours).distinct().toList());
    return rows.stream()
        .sorted(
            Comparator.comparingInt((PeerRow row) -> answers.indexOf(row.ours()))
                .thenComparing(row -> row.ratio().mean(), Comparator.reverseOrder()))
        .toList();
  }

  private static Plot plot(Roster roster, Condition condition, List<PeerRow> rows) {
    double most =
        rows.stream()
            .flatMap(row -> Stream.of(row.ratio().mean(), row.ratio().high()))
            .filter(Double::isFinite)
            .reduce(1.0, Math::max);
    LabelledRows chart =
        new LabelledRows(
            "Ours against theirs; " + condition.label(),
            "their time over ours; n = " + rounds(rows),
            rows.stream().map(row -> label(roster, row)).toList(),
            0,
            MARGIN * most);
    for (int i = 0; i < rows.size(); i++) {
      PeerRow row = rows.get(i);
      Color color =
          row.ours().equals(LatencyRow.FORWARD) ? Palette.INK : roster.style(row.ours()).color();
      chart.interval(i, row.ratio().low(), row.ratio().high(), color, 2);
      chart.point(i, row.ratio().mean(), color, SeriesMarkers.CIRCLE);
    }
    chart.reference("ours", 1, Palette.FAINT, new BasicStroke(1.5f));
    return new Plot(
        "peers-" + condition.slug(),
        chart.chart(),
        "Points with intervals: the time of other programs over ours. " + condition.label(),
        "Right of the line: the other program takes longer than ours for the same numbers. Points:"
            + " geometric means over rounds that alternate with ours; intervals: "
            + (rows.stream().anyMatch(row -> row.ratio().interval().equals(PeerRow.Ratio.BOOTSTRAP))
                ? "95 % bootstrap over rounds."
                : "the lowest and the highest round."));
  }

  private static String label(Roster roster, PeerRow row) {
    String what = row.ours().equals(LatencyRow.FORWARD) ? "forward pass" : roster.label(row.ours());
    return what + ": " + row.peer() + ", " + Format.number(row.ratio().mean(), 2) + " ×";
  }

  private static String rounds(List<PeerRow> rows) {
    int rounds = rows.stream().mapToInt(row -> row.roundSeconds().size()).min().orElse(0);
    return rounds + (rounds == 1 ? " round" : " rounds");
  }
}
