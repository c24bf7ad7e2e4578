package vitexplain.report.figure;

import java.awt.BasicStroke;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vitexplain.report.chart.Palette;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Theme;
import vitexplain.report.results.Curves;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.SummaryRow;

/** How alike a map stays as more and more of the model is started again from random weights. */
public final class DepthFigure implements Figure {

  /** Where the cascade begins. The name in lower case is the metric. */
  private enum Cascade {
    MPRT_TOP_DOWN("Randomised from the top", "last blocks and classifier first"),
    MPRT_BOTTOM_UP("Randomised from the bottom", "first blocks and embedding first");

    private final String title;
    private final String order;

    Cascade(String title, String order) {
      this.title = title;
      this.order = order;
    }

    private String metric() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A rank correlation that a map must fall below; see {@code SanityTable}. */
  private static final double BOUND = 0.5;

  /** Apart enough that no tick stands between two blocks. */
  private static final int BLOCK_WIDTH = 110;

  @Override
  public int unfolded() {
    return Cascade.values().length;
  }

  @Override
  public List<Plot> plots(Results results) {
    return MethodGroup.of(results, results.methods()).stream()
        .flatMap(
            group -> Stream.of(Cascade.values()).flatMap(cascade -> plot(results, cascade, group)))
        .toList();
  }

  private static Stream<Plot> plot(Results results, Cascade cascade, MethodGroup group) {
    List<String> methods = group.members(results, results.methods());
    List<SummaryRow> rows =
        results.rows(
            cascade.metric(),
            row ->
                Curves.numeric(row)
                    && Double.isFinite(row.mean())
                    && methods.contains(row.method()));
    if (rows.stream().map(SummaryRow::level).distinct().count() < 2) {
      return Stream.empty();
    }
    String title = cascade.title + group.title() + "; " + Format.n(rows);
    XYChart chart =
        Theme.chart(
            Theme.WIDTH,
            440,
            title,
            "blocks started again from random weights",
            "rank correlation with the map before");
    double most = rows.stream().mapToDouble(row -> Double.parseDouble(row.level())).max().orElse(1);
    double least =
        rows.stream()
            .flatMap(row -> Stream.of(row.mean(), row.ciLow()))
            .filter(Double::isFinite)
            .mapToDouble(Double::doubleValue)
            .min()
            .orElse(0);
    chart.getStyler().setXAxisMin(0.9).setXAxisMax(most + 0.1);
    chart.getStyler().setXAxisTickMarkSpacingHint(BLOCK_WIDTH);
    chart.getStyler().setYAxisMin(Math.min(0, least) - 0.02).setYAxisMax(1.02);
    bound(chart, most);
    Curves.draw(chart, results.roster(), methods, rows);
    return Stream.of(
        new Plot(
                Format.slug(cascade.metric()) + group.suffix(),
                chart,
                "Curves of rank correlation against the number of blocks randomised, one per method. "
                    + title,
                "Started again: "
                    + cascade.order
                    + ". A map that depends on these parts must lose its order: at the last depth its "
                    + "interval has to lie below the line at 0.5. Controls never look at the model and "
                    + "stay at 1: that is what failing looks like. "
                    + Curves.BANDS)
            .ofCurves());
  }

  private static void bound(XYChart chart, double most) {
    XYSeries line =
        chart.addSeries("bound 0.5", new double[] {1, most}, new double[] {BOUND, BOUND});
    line.setLineColor(Palette.INK);
    line.setLineStyle(new BasicStroke(1));
    line.setMarker(SeriesMarkers.NONE);
  }
}
