package vitexplain.report;

import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import vitexplain.run.SummaryRow;

/** What is left of the class probability as patches are removed, for each fill and order. */
final class PerturbationFigure implements Figure {

  /** In which order patches go. The name in lower case is the metric of the curve's points. */
  private enum Order {
    MORF(
        "Deletion, most relevant patches first",
        "A faithful map falls early and steeply: what it calls relevant is what the model needs."),
    LERF(
        "Least relevant patches first (insertion, read from right to left)",
        "A faithful map stays high for long: what it calls irrelevant can go.");

    private final String title;
    private final String reading;

    Order(String title, String reading) {
      this.title = title;
      this.reading = reading;
    }

    private String metric() {
      return Format.slug(name());
    }
  }

  @Override
  public List<Plot> plots(Results results) {
    return results.fills(Order.MORF.metric()).stream()
        .flatMap(fill -> Stream.of(Order.values()).flatMap(order -> plot(results, order, fill)))
        .toList();
  }

  @Override
  public int unfolded() {
    return Order.values().length; // both orders of the primary fill
  }

  private static Stream<Plot> plot(Results results, Order order, String fill) {
    List<SummaryRow> rows =
        results.rows(order.metric(), row -> row.fill().equals(fill) && Curves.numeric(row));
    if (rows.isEmpty()) {
      return Stream.empty();
    }
    String title = "%s; fill: %s; %s".formatted(order.title, fill, Format.n(rows));
    XYChart chart =
        Theme.chart(
            Theme.WIDTH, 440, title, "share of patches removed", "probability of the target class");
    chart.getStyler().setXAxisMin(-0.01).setXAxisMax(1.01).setYAxisMin(-0.01).setYAxisMax(1.01);
    Curves.draw(chart, results.methods(), rows);
    return Stream.of(
        new Plot(
            order.metric() + "-" + Format.slug(fill),
            chart,
            "Curves of class probability against the share of patches removed, one per method. "
                + title,
            order.reading + " " + Curves.BANDS + " Controls are grey, without bands."));
  }
}
