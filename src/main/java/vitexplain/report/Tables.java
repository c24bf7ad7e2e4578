package vitexplain.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.run.LatencyRow;
import vitexplain.run.SummaryRow;

/** The tables a paper would print, each only if its file is there. */
final class Tables {

  /** A column of the main table: a metric at a level. */
  private record Column(String title, String metric, String fill, String level) {}

  private Tables() {}

  static List<PaperTable> of(Results results) {
    List<PaperTable> tables = new ArrayList<>();
    main(results).ifPresent(tables::add);
    latency(results).ifPresent(tables::add);
    pairs(results).ifPresent(tables::add);
    SanityTable.of(results.folder()).ifPresent(tables::add);
    tables.addAll(RankingTables.of(results));
    return tables;
  }

  /** Method by metric; best first by the primary number, controls last. */
  static Optional<PaperTable> main(Results results) {
    if (results.summary().isEmpty()) {
      return Optional.empty();
    }
    List<Column> columns = columns(results);
    List<String> header = new ArrayList<>(List.of("method"));
    columns.forEach(column -> header.add(column.title()));
    header.add("time × forward");
    List<String> methods =
        results.methods().stream().sorted(Controls.LAST.thenComparing(bestFirst(results))).toList();
    List<List<String>> rows =
        methods.stream().map(method -> mainRow(results, method, columns)).toList();
    return Optional.of(
        new PaperTable(
            "main",
            "Faithfulness, localisation and cost, "
                + Format.n(results.summary())
                + ". Mean [95 % bootstrap interval over images]. Rows marked control know nothing about the image.",
            header,
            rows,
            controls(methods)));
  }

  private static List<Column> columns(Results results) {
    List<Column> columns = new ArrayList<>();
    for (String fill : results.fills(Results.SRG)) {
      columns.add(new Column("SRG, " + fill, Results.SRG, fill, ""));
    }
    String fill = results.primaryFill();
    columns.add(new Column("deletion, " + fill, "deletion_auc", fill, ""));
    columns.add(new Column("insertion, " + fill, "insertion_auc", fill, ""));
    columns.add(new Column("AP", "ap_fg", "", ""));
    columns.add(new Column("mIoU @ 0.50", "miou", "", "0.50"));
    columns.add(new Column("pixel acc. @ 0.50", "pixel_acc", "", "0.50"));
    columns.removeIf(
        column ->
            results
                .rows(
                    column.metric(),
                    row -> row.fill().equals(column.fill()) && row.level().equals(column.level()))
                .isEmpty());
    return columns;
  }

  private static List<String> mainRow(Results results, String method, List<Column> columns) {
    List<String> cells = new ArrayList<>();
    cells.add(method + (Controls.contain(method) ? " (control)" : ""));
    for (Column column : columns) {
      cells.add(
          results
              .row(method, column.metric(), column.fill(), column.level())
              .map(Format::interval)
              .orElse(Format.NONE));
    }
    cells.add(Format.number(results.ratioToForward(method).orElse(Double.NaN), 2));
    return cells;
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

  private static Set<Integer> controls(List<String> methods) {
    return IntStream.range(0, methods.size())
        .filter(i -> Controls.contain(methods.get(i)))
        .boxed()
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<PaperTable> latency(Results results) {
    if (results.latency().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PaperTable(
            "latency",
            "Time of one call (a whole batch). Mean and 99.9 % half-width over forks (avgt), percentiles of single calls (sample).",
            List.of(
                "benchmark",
                "conditions",
                "mode",
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
        Format.milliseconds(row.scoreMs()),
        Format.milliseconds(row.errorMs()),
        Format.milliseconds(row.p50Ms()),
        Format.milliseconds(row.p95Ms()),
        Format.milliseconds(row.p99Ms()),
        Format.number(row.imagesPerS(), 1),
        Format.number(row.ratioToForward(), 2),
        Format.number(row.peakRssMb(), 0));
  }

  private static Optional<PaperTable> pairs(Results results) {
    if (results.pairs().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PaperTable(
            "pairs",
            "Paired differences over the same images. Wilcoxon signed-rank, adjusted by Holm.",
            List.of("A", "B", "metric", "A − B [95 %]", "p", "p (Holm)"),
            results.pairs().stream()
                .map(
                    row ->
                        List.of(
                            row.methodA(),
                            row.methodB(),
                            row.metric(),
                            Format.interval(row.difference(), row.ciLow(), row.ciHigh()),
                            Format.p(row.p()),
                            Format.p(row.pHolm())))
                .toList(),
            Set.of()));
  }
}
