package vitexplain.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.run.LatencyRow;
import vitexplain.run.PairRow;
import vitexplain.run.SummaryRow;

/** The tables a paper would print, each only if its file is there. */
final class Tables {

  private Tables() {}

  static List<PaperTable> of(Results results) {
    List<PaperTable> tables = new ArrayList<>();
    MainTable.of(results).ifPresent(tables::add);
    TargetTable.of(results).ifPresent(tables::add);
    latency(results).ifPresent(tables::add);
    CopyCostTable.of(results).ifPresent(tables::add);
    pairs(results).ifPresent(tables::add);
    SanityTable.of(results.folder()).ifPresent(tables::add);
    tables.addAll(RankingTables.of(results));
    MetricTables metrics = new MetricTables(results);
    for (Family family : Family.values()) {
      tables.addAll(metrics.of(family));
    }
    return tables;
  }

  /** Methods, best first by the primary number, controls last: the order of every table. */
  static List<String> ranked(Results results) {
    return results.methods().stream()
        .sorted(Controls.LAST.thenComparing(bestFirst(results)))
        .toList();
  }

  /** A method as the first cell of its row. */
  static String label(String method) {
    return method + (Controls.contain(method) ? " (control)" : "");
  }

  private static Comparator<String> bestFirst(Results results) {
    return Comparator.comparingDouble(
        method ->
            -results
                .row(method, Results.SRG, results.primaryFill(), "")
                .map(SummaryRow::mean)
                .filter(Double::isFinite)
                .orElse(Double.NEGATIVE_INFINITY));
  }

  private static Optional<PaperTable> latency(Results results) {
    if (results.latency().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PaperTable(
            "latency",
            "Time of one call (a whole batch). Mean and 99.9 % half-width over forks (avgt), percentiles of single calls (sample). n: processes × measurements of each. A row of a control has no part here: what a method costs does not depend on its map.",
            List.of(
                "benchmark",
                "conditions",
                "mode",
                "n",
                "mean ms",
                "± ms",
                "p50",
                "p95",
                "p99",
                "images/s",
                "× forward",
                "peak MB"),
            results.latency().stream().map(Tables::latencyRow).toList(),
            Set.of()));
  }

  private static List<String> latencyRow(LatencyRow row) {
    return List.of(
        row.benchmark(),
        Condition.of(row).label(),
        row.mode(),
        row.repeats().forks() == 0
            ? Format.NONE
            : row.repeats().forks() + " × " + row.repeats().samples() / row.repeats().forks(),
        Format.milliseconds(row.scoreMs()),
        Format.milliseconds(row.errorMs()),
        Format.milliseconds(row.p50Ms()),
        Format.milliseconds(row.p95Ms()),
        Format.milliseconds(row.p99Ms()),
        Format.number(row.imagesPerS(), 1),
        Format.number(row.ratioToForward(), 2),
        Format.number(row.peakRssMb(), 0));
  }

  private static boolean withControl(PairRow row) {
    return Controls.contain(row.methodA()) || Controls.contain(row.methodB());
  }

  private static Optional<PaperTable> pairs(Results results) {
    if (results.pairs().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PaperTable(
            "pairs",
            "Paired differences over the same images, "
                + Format.n(results.rows(Results.SRG, row -> true))
                + ". Paired permutation test of the mean, corrected by Holm within one question of one metric: each method against the random control, against the centre control, the best against each other, all pairs. In italics: pairs with a control.",
            List.of("question", "A", "B", "metric", "A − B [95 %]", "p", "p (Holm)"),
            results.pairs().stream()
                .map(
                    row ->
                        List.of(
                            row.question(),
                            row.methodA(),
                            row.methodB(),
                            row.metric(),
                            Format.interval(row.difference(), row.ciLow(), row.ciHigh()),
                            Format.p(row.p()),
                            Format.p(row.pHolm())))
                .toList(),
            IntStream.range(0, results.pairs().size())
                .filter(i -> withControl(results.pairs().get(i)))
                .boxed()
                .collect(Collectors.toUnmodifiableSet())));
  }
}
