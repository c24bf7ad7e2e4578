package vitexplain.report.figure;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vitexplain.report.chart.MethodStyle;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Roster;
import vitexplain.report.chart.Theme;
import vitexplain.report.results.Condition;
import vitexplain.report.results.Repeats;
import vitexplain.report.results.Results;
import vitexplain.run.row.LatencyRow;

/** Time against the number of tokens, where one shape was timed at three image sizes or more. */
public final class TokensFigure implements Figure {

  private static final int LEAST_SIZES = 3;
  private static final int STEPS = 60;

  /** Without the legend, which has a line per method because it names the parts of each. */
  private static final int HEIGHT = 480;

  private static final int LEGEND_LINE = 24;

  /** A line's points, and under which conditions they were measured. */
  private record Point(ShapeName shape, LatencyRow row) {

    Condition condition() {
      return new Condition(shape.family(), row.device(), row.dtype(), row.threads(), row.batch());
    }
  }

  @Override
  public List<Plot> plots(Results results) {
    Map<Condition, List<Point>> figures =
        results.averages().stream()
            .filter(BenchmarkColors::isLine)
            .flatMap(row -> ShapeName.of(row.model()).map(shape -> new Point(shape, row)).stream())
            .collect(
                Collectors.groupingBy(Point::condition, LinkedHashMap::new, Collectors.toList()));
    return figures.entrySet().stream()
        .flatMap(e -> plot(results.roster(), e.getKey(), e.getValue()))
        .toList();
  }

  private static Stream<Plot> plot(Roster roster, Condition condition, List<Point> points) {
    Map<String, List<Point>> lines =
        points.stream()
            .sorted(Comparator.comparingInt(point -> point.shape().tokens()))
            .collect(Collectors.groupingBy(point -> point.row().label()));
    lines.values().removeIf(line -> line.size() < LEAST_SIZES);
    if (lines.isEmpty()) {
      return Stream.empty();
    }
    List<LatencyRow> rows = lines.values().stream().flatMap(List::stream).map(Point::row).toList();
    XYChart chart =
        Theme.chart(
            Theme.WIDTH,
            HEIGHT + LEGEND_LINE * lines.size(),
            "Cost against tokens; " + condition.label(),
            "tokens (patches and CLS)",
            "milliseconds per call" + Repeats.of(rows));
    double slowest = rows.stream().mapToDouble(LatencyRow::scoreMs).max().orElse(1);
    int most = points.stream().mapToInt(point -> point.shape().tokens()).max().orElse(1);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.04 * most);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.06 * slowest);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    lines.entrySet().stream()
        .sorted(Comparator.comparingDouble(e -> -last(e.getValue())))
        .forEach(e -> line(chart, roster, e.getKey(), e.getValue()));
    return Stream.of(
        new Plot(
            "tokens-" + condition.slug(),
            chart,
            "Curves of milliseconds against the number of tokens, one per method. "
                + condition.label(),
            "Curves: least squares of a + b t + c t², t thousands of tokens. b t is the linear "
                + "part, done token by token (projections, MLP); c t² the quadratic part, "
                + "attention of every token to every other. With three sizes the curve passes "
                + "through the points, and a small or negative part means no more than that the "
                + "other explains the times."));
  }

  private static double last(List<Point> line) {
    return line.get(line.size() - 1).row().scoreMs();
  }

  private static void line(XYChart chart, Roster roster, String benchmark, List<Point> line) {
    double[] tokens = line.stream().mapToDouble(point -> point.shape().tokens()).toArray();
    double[] millis = line.stream().mapToDouble(point -> point.row().scoreMs()).toArray();
    TokenCost cost = TokenCost.fitted(tokens, millis);
    MethodStyle style = BenchmarkColors.style(roster, line.get(0).row());
    double step = (tokens[tokens.length - 1] - tokens[0]) / STEPS;
    double[] xs = IntStream.rangeClosed(0, STEPS).mapToDouble(i -> tokens[0] + i * step).toArray();
    double[] ys = IntStream.rangeClosed(0, STEPS).mapToDouble(i -> cost.at(xs[i])).toArray();
    XYSeries curve = chart.addSeries(benchmark + ": " + cost.formula(), xs, ys);
    curve.setLabel(roster.label(benchmark) + ": " + cost.formula());
    curve.setLineColor(style.color());
    curve.setLineStyle(style.stroke());
    curve.setMarker(SeriesMarkers.NONE);
    XYSeries marks = chart.addSeries(benchmark, tokens, millis);
    marks.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    marks.setMarker(style.marker());
    marks.setMarkerColor(style.color());
    marks.setShowInLegend(false);
  }
}
