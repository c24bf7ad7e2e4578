package vitexplain.report.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import vitexplain.report.results.Family;
import vitexplain.report.results.Results;
import vitexplain.run.row.SummaryRow;

/** The tables a paper would print, each only if its file is there. */
public final class Tables {

  private Tables() {}

  public static List<PaperTable> of(Results results) {
    List<PaperTable> tables = new ArrayList<>();
    MainTable.of(results).ifPresent(tables::add);
    ServingTable.of(results).ifPresent(tables::add);
    tables.addAll(LatencyTables.of(results));
    PeerTables.of(results).ifPresent(tables::add);
    CopyCostTable.of(results).ifPresent(tables::add);
    tables.addAll(MapCostTables.of(results));
    SettledTable.of(results).ifPresent(tables::add);
    tables.addAll(PairTables.of(results));
    tables.addAll(SanityTable.of(results));
    tables.addAll(DiscriminationTables.of(results));
    ModelUseTable.of(results).ifPresent(tables::add);
    tables.addAll(RankingTables.of(results));
    tables.addAll(ModelTables.of(results));
    MetricTables metrics = new MetricTables(results);
    for (Family family : Family.values()) {
      tables.addAll(metrics.of(family));
    }
    tables.addAll(CorrectTables.of(results));
    tables.addAll(ReproductionTable.of(results));
    return tables;
  }

  /** Methods, best first by the primary number, controls last: the order of every table. */
  static List<String> ranked(Results results) {
    return results.methods().stream().sorted(order(results)).toList();
  }

  /** Best first by the primary number, controls last. */
  static Comparator<String> order(Results results) {
    return results.roster().controlsLast().thenComparing(bestFirst(results));
  }

  /** A method as the first cell of its row. */
  static String label(Results results, String method) {
    return method + (results.roster().isControl(method) ? " (control)" : "");
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
}
