package vitexplain.report.figure;

import java.awt.BasicStroke;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import vitexplain.report.chart.LabelledRows;
import vitexplain.report.chart.MethodStyle;
import vitexplain.report.chart.Palette;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Roster;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.SummaryRow;

/**
 * One metric's means with their intervals, best on top, and the line of chance.
 *
 * @param metric a metric for which higher is better
 * @param name what the axis calls it
 * @param reading how to read it
 */
public record IntervalFigure(String metric, String name, String reading) implements Figure {

  private static final BasicStroke CHANCE =
      new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {5, 4}, 0);

  @Override
  public List<Plot> plots(Results results) {
    return results.fills(metric).stream().flatMap(fill -> plot(results, fill)).toList();
  }

  private Stream<Plot> plot(Results results, String fill) {
    List<SummaryRow> rows =
        results
            .rows(
                metric,
                row ->
                    row.fill().equals(fill) && row.level().isEmpty() && Double.isFinite(row.mean()))
            .stream()
            .sorted(Comparator.comparingDouble(SummaryRow::mean).reversed())
            .toList();
    if (rows.isEmpty()) {
      return Stream.empty();
    }
    String title = name + (fill.isEmpty() ? "" : "; fill: " + fill) + "; " + Format.n(rows);
    String slug = Format.slug(metric + " " + fill);
    return Stream.of(
        new Plot(
                "interval-" + slug,
                drawn(results.roster(), title, rows).chart(),
                "Intervals of " + name + ", one row per method, best on top. " + title,
                reading + " Bars: 95 % paired bootstrap over images.")
            .ofRows(rows.stream().map(SummaryRow::method).toList()));
  }

  private LabelledRows drawn(Roster roster, String title, List<SummaryRow> rows) {
    double chance = rows.get(0).chance();
    double[] ends =
        rows.stream()
            .flatMap(row -> Stream.of(row.mean(), row.ciLow(), row.ciHigh(), chance))
            .filter(Double::isFinite)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    double margin = Math.max(0.02, 0.05 * (ends[ends.length - 1] - ends[0]));
    LabelledRows chart =
        new LabelledRows(
            title,
            name + " (" + metric + ")",
            rows.stream().map(row -> roster.label(row.method())).toList(),
            ends[0] - margin,
            ends[ends.length - 1] + margin);
    chart.reference("chance " + Format.number(chance, 2), chance, Palette.FAINT, CHANCE);
    for (int i = 0; i < rows.size(); i++) {
      SummaryRow row = rows.get(i);
      MethodStyle style = roster.style(row.method());
      chart.interval(i, row.ciLow(), row.ciHigh(), style.color(), 3);
      chart.point(i, row.mean(), style.color(), style.marker());
    }
    return chart;
  }
}
