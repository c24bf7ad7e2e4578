package vitexplain.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vitexplain.report.chart.MethodStyle;
import vitexplain.report.chart.Palette;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.PointLabels;
import vitexplain.report.chart.Roster;
import vitexplain.report.chart.Theme;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.SummaryRow;

/** Both answers at once: what a method costs against how faithful it is. */
public final class CostFigure implements Figure {

  private record Point(String method, double cost, SummaryRow faithfulness) {}

  /** Beyond this ratio of costs a linear axis would crowd the cheap methods together. */
  private static final double WIDE = 10;

  private static final BasicStroke REFERENCE =
      new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {3, 3}, 0);

  @Override
  public List<Plot> plots(Results results) {
    String fill = results.primaryFill();
    List<Point> points = new ArrayList<>();
    // The control of chance is drawn as a line: what it costs says nothing.
    Optional<String> chance = results.roster().control(MethodRow.CHANCE);
    List<String> methods =
        results.methods().stream().filter(m -> !chance.equals(Optional.of(m))).toList();
    for (String method : methods) {
      results
          .row(method, Results.SRG, fill, "")
          .filter(row -> Double.isFinite(row.mean()))
          .ifPresent(
              row ->
                  results
                      .ratioToForward(method)
                      .ifPresent(cost -> points.add(new Point(method, cost, row))));
    }
    if (points.isEmpty()) {
      return List.of();
    }
    String title =
        String.format(
            Locale.ROOT,
            "Faithfulness against cost; fill: %s; %s",
            fill,
            Format.n(points.stream().map(Point::faithfulness).toList()));
    Optional<SummaryRow> random =
        chance.flatMap(control -> results.row(control, Results.SRG, fill, ""));
    return List.of(
        new Plot(
            "cost-faithfulness",
            drawn(results.roster(), title, points, random),
            "Points of faithfulness (srg) against time over the forward pass, one per method.",
            "Up is more faithful, left is cheaper. Points whose bars overlap, or that stand close "
                + "from left to right, are in no order: the intervals of cost are in the table of "
                + "times. Bars: 95 % bootstrap over images. The grey line and its band are the random control; the axis of time begins at the forward pass, not at 0."
                + untimed(results, points)));
  }

  /** Evaluated methods that are in no place of the figure. */
  private static String untimed(Results results, List<Point> points) {
    List<String> timed = points.stream().map(Point::method).toList();
    String missing =
        results.ranked(results.primaryFill()).stream()
            .map(SummaryRow::method)
            .filter(method -> !timed.contains(method))
            .collect(Collectors.joining(", "));
    return missing.isEmpty()
        ? ""
        : " Not in the figure, as they were not timed: "
            + missing
            + " (bench into this folder without --methods times them).";
  }

  private static XYChart drawn(
      Roster roster, String title, List<Point> points, Optional<SummaryRow> random) {
    XYChart chart =
        Theme.chart(
            Theme.WIDTH,
            500,
            title,
            "time over the forward pass (1 = the forward pass itself)",
            "faithfulness (srg)");
    double most = points.stream().mapToDouble(Point::cost).max().orElse(1);
    double least = Math.min(1, points.stream().mapToDouble(Point::cost).min().orElse(1));
    double[] ys = ends(points, random);
    double margin = Math.max(0.02, 0.08 * (ys[ys.length - 1] - ys[0]));
    double spread = Math.max(0.2, most - least);
    if (most > WIDE * least) {
      chart.getStyler().setXAxisLogarithmic(true).setXAxisMin(0.9 * least).setXAxisMax(2 * most);
    } else {
      chart.getStyler().setXAxisMin(least - 0.05 * spread).setXAxisMax(most + 0.22 * spread);
    }
    chart.getStyler().setYAxisMin(ys[0] - margin).setYAxisMax(ys[ys.length - 1] + margin);
    chart.getStyler().setLegendVisible(false);
    double[] x = {chart.getStyler().getXAxisMin(), chart.getStyler().getXAxisMax()};
    random.ifPresent(row -> reference(chart, roster, row, x));
    forward(chart, chart.getStyler().getYAxisMin(), chart.getStyler().getYAxisMax());
    points.forEach(point -> draw(chart, roster, point));
    chart.addAnnotation(
        new PointLabels(labels(roster, points, random, x, ys), obstacles(points, random, x, ys)));
    return chart;
  }

  /** The points' names first: they are what the figure is about. */
  private static List<PointLabels.Label> labels(
      Roster roster, List<Point> points, Optional<SummaryRow> random, double[] x, double[] ys) {
    List<PointLabels.Label> labels = new ArrayList<>();
    for (Point point : points) {
      labels.add(
          new PointLabels.Label(
              roster.label(point.method()),
              point.cost(),
              point.faithfulness().mean(),
              Palette.INK,
              true));
    }
    random.ifPresent(
        row ->
            labels.add(
                new PointLabels.Label(
                    roster.label(row.method()) + " control",
                    x[1],
                    row.mean(),
                    Palette.FAINT,
                    false)));
    labels.add(
        new PointLabels.Label(
            "forward pass", 1, (ys[0] + ys[ys.length - 1]) / 2, Palette.FAINT, false));
    return labels;
  }

  private static List<PointLabels.Obstacle> obstacles(
      List<Point> points, Optional<SummaryRow> random, double[] x, double[] ys) {
    List<PointLabels.Obstacle> obstacles = new ArrayList<>();
    for (Point point : points) {
      obstacles.add(over(point.faithfulness(), point.cost(), point.cost()));
    }
    random.ifPresent(row -> obstacles.add(over(row, x[0], x[1])));
    obstacles.add(new PointLabels.Obstacle(1, ys[0], 1, ys[ys.length - 1]));
    return obstacles;
  }

  private static PointLabels.Obstacle over(SummaryRow row, double from, double to) {
    double low = Double.isFinite(row.ciLow()) ? row.ciLow() : row.mean();
    double high = Double.isFinite(row.ciHigh()) ? row.ciHigh() : row.mean();
    return new PointLabels.Obstacle(from, low, to, high);
  }

  /** What a map that knows nothing scores, from the left end of the axis to the right. */
  private static void reference(XYChart chart, Roster roster, SummaryRow row, double[] x) {
    if (Double.isFinite(row.ciLow()) && Double.isFinite(row.ciHigh())) {
      XYSeries band =
          chart.addSeries(
              row.method() + " band",
              new double[] {x[0], x[1], x[1], x[0]},
              new double[] {row.ciHigh(), row.ciHigh(), row.ciLow(), row.ciLow()});
      band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
      band.setFillColor(roster.style(row.method()).band());
      band.setLineColor(new Color(0, true));
      band.setMarker(SeriesMarkers.NONE);
    }
    line(chart, row.method(), x, new double[] {row.mean(), row.mean()});
  }

  private static void forward(XYChart chart, double from, double to) {
    line(chart, "forward", new double[] {1, 1}, new double[] {from, to});
  }

  private static void line(XYChart chart, String name, double[] x, double[] y) {
    XYSeries line = chart.addSeries(name + " line", x, y);
    line.setLineColor(Palette.FAINT);
    line.setLineStyle(REFERENCE);
    line.setMarker(SeriesMarkers.NONE);
  }

  private static double[] ends(List<Point> points, Optional<SummaryRow> random) {
    return Stream.concat(points.stream().map(Point::faithfulness), random.stream())
        .flatMapToDouble(row -> DoubleStream.of(row.mean(), row.ciLow(), row.ciHigh(), 0))
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  private static void draw(XYChart chart, Roster roster, Point point) {
    MethodStyle style = roster.style(point.method());
    SummaryRow row = point.faithfulness();
    if (Double.isFinite(row.ciLow()) && Double.isFinite(row.ciHigh())) {
      XYSeries bar =
          chart.addSeries(
              point.method() + " interval",
              new double[] {point.cost(), point.cost()},
              new double[] {row.ciLow(), row.ciHigh()});
      bar.setLineColor(style.color());
      bar.setLineStyle(new BasicStroke(2));
      bar.setMarker(SeriesMarkers.NONE);
    }
    XYSeries mark =
        chart.addSeries(point.method(), new double[] {point.cost()}, new double[] {row.mean()});
    mark.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    mark.setMarker(style.marker());
    mark.setMarkerColor(style.color());
  }
}
