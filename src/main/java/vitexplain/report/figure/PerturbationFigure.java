package vitexplain.report.figure;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Theme;
import vitexplain.report.results.Curves;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.SummaryRow;

/**
 * What is left of the class probability as patches are removed, for each occlusion strategy and
 * order.
 */
public final class PerturbationFigure implements Figure {

  /** In which order patches go. */
  private enum Order {
    MORF(
        "morf",
        "morf_logit",
        "Deletion, most relevant first",
        "A faithful map falls early and steeply: what it calls relevant is what the model needs."),
    LERF(
        "lerf",
        "lerf_logit",
        "Least relevant first",
        "Insertion, read from right to left. A faithful map stays high for long: what it calls "
            + "irrelevant can go.");

    private final String probability;
    private final String logit;
    private final String title;
    private final String reading;

    Order(String probability, String logit, String title, String reading) {
      this.probability = probability;
      this.logit = logit;
      this.title = title;
      this.reading = reading;
    }

    private String metric(boolean logits) {
      return logits ? logit : probability;
    }
  }

  @Override
  public List<Plot> plots(Results results) {
    List<String> fills = results.fills(Order.MORF.probability);
    Stream<Plot> probabilities =
        MethodGroup.of(results, results.methods()).stream()
            .flatMap(
                group ->
                    fills.stream()
                        .flatMap(
                            fill -> orders().flatMap(o -> plot(results, o, false, fill, group))));
    Stream<Plot> logits =
        fills.stream()
            .limit(1)
            .flatMap(fill -> orders().flatMap(o -> plot(results, o, true, fill, MethodGroup.MAIN)));
    return Stream.concat(probabilities, logits).toList();
  }

  private static Stream<Order> orders() {
    return Stream.of(Order.values());
  }

  @Override
  public int unfolded() {
    return Order.values().length; // both orders of the primary fill
  }

  private static Stream<Plot> plot(
      Results results, Order order, boolean logits, String fill, MethodGroup group) {
    List<String> methods = group.members(results, results.methods());
    List<SummaryRow> rows =
        results.rows(
            order.metric(logits),
            row ->
                row.fill().equals(fill) && Curves.numeric(row) && methods.contains(row.method()));
    if (rows.isEmpty()) {
      return Stream.empty();
    }
    String what = logits ? "logit" : "probability";
    String title =
        String.format(
            Locale.ROOT, "%s; fill: %s%s; %s", order.title, fill, group.title(), Format.n(rows));
    XYChart chart =
        Theme.chart(
            Theme.WIDTH, 440, title, "share of patches removed", what + " of the target class");
    chart.getStyler().setXAxisMin(-0.01).setXAxisMax(1.01);
    if (!logits) {
      chart.getStyler().setYAxisMin(-0.01).setYAxisMax(1.01);
    }
    Curves.draw(chart, results.roster(), methods, rows);
    return Stream.of(
        new Plot(
                Format.slug(order.metric(logits) + " " + fill) + group.suffix(),
                chart,
                "Curves of class "
                    + what
                    + " against the share of patches removed, one per method. "
                    + title,
                order.reading
                    + " "
                    + Curves.BANDS
                    + " Controls are grey, without bands."
                    + group.rule(results, results.methods()))
            .ofCurves());
  }
}
