package vitexplain.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vitexplain.run.SummaryRow;

/**
 * A column of a table of metrics.
 *
 * @param name as in {@code summary.csv}, as {@code srg_label}
 * @param metric the registered metric that it is a form of, as {@code srg}
 * @param fill what stands for removed patches; empty where nothing is removed
 * @param level threshold, share or depth; empty where there is one value
 */
record MetricColumn(String name, String metric, String fill, String level) {
  private static final String OF_LABEL = "_label";
  private static final String POOLED = "_micro";

  static MetricColumn of(SummaryRow row) {
    return new MetricColumn(row.metric(), registered(row.metric()), row.fill(), row.level());
  }

  private static String registered(String name) {
    return name.replaceFirst("(" + OF_LABEL + "|" + POOLED + ")$", "");
  }

  /** Whether it is of the true class, or of pooled pixels, and not the metric as such. */
  boolean isVariant() {
    return !name.equals(metric);
  }

  /** The metric as such, at the same fill and level. */
  MetricColumn plain() {
    return new MetricColumn(metric, metric, fill, level);
  }

  /** What may stand beside it: of the true class, of pooled pixels. */
  List<MetricColumn> forms() {
    return Stream.of(OF_LABEL, POOLED)
        .map(ending -> new MetricColumn(metric + ending, metric, fill, level))
        .toList();
  }

  /** Its rows, one per method that has a value. */
  List<SummaryRow> rows(Results results) {
    return results.rows(
        name,
        row -> row.fill().equals(fill) && row.level().equals(level) && Double.isFinite(row.mean()));
  }

  Optional<SummaryRow> row(Results results, String method) {
    return rows(results).stream().filter(row -> row.method().equals(method)).findFirst();
  }

  /** Its heading under a table's: what all columns share is left out. */
  String title(String sheet, String arrow) {
    String at = level.isEmpty() ? "" : "@ " + level;
    String form = name.endsWith(OF_LABEL) ? "true class" : name.endsWith(POOLED) ? "pooled" : "";
    List<String> parts =
        Stream.of(metric, fill, at, form)
            .filter(part -> !part.isEmpty())
            .filter(part -> !part.equals(sheet) && !part.equals("@ " + sheet))
            .toList();
    return (parts.isEmpty() ? metric : String.join(", ", parts)) + arrow;
  }
}
