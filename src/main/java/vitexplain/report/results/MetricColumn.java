package vitexplain.report.results;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SummaryRow;

/**
 * A column of a table of metrics.
 *
 * @param metric a registered metric, as {@code srg}
 * @param target the class that was explained and scored, as in {@link SampleRow}
 * @param average over images or over pooled pixels, as in {@link SummaryRow}
 * @param fill what stands for removed patches; empty where nothing is removed
 * @param level threshold, share or depth; empty where there is one value
 */
public record MetricColumn(
    String metric, String target, String average, String fill, String level) {

  public static MetricColumn of(SummaryRow row) {
    return new MetricColumn(row.metric(), row.target(), row.average(), row.fill(), row.level());
  }

  /** The metric as such. */
  public static MetricColumn plain(String metric, String fill, String level) {
    return new MetricColumn(metric, SampleRow.PREDICTED, SummaryRow.MACRO, fill, level);
  }

  /** Whether it is of the true class, or of pooled pixels, and not the metric as such. */
  public boolean isVariant() {
    return !equals(plain());
  }

  /** The metric as such, at the same occlusion strategy and level. */
  public MetricColumn plain() {
    return plain(metric, fill, level);
  }

  /** What may stand beside it: of the true class, of pooled pixels. */
  public List<MetricColumn> forms() {
    return List.of(
        new MetricColumn(metric, SampleRow.LABEL, SummaryRow.MACRO, fill, level),
        new MetricColumn(metric, SampleRow.PREDICTED, SummaryRow.MICRO, fill, level));
  }

  /** Whether another column has another level of the same values. */
  public boolean isBeside(MetricColumn other) {
    return equals(new MetricColumn(other.metric, other.target, other.average, other.fill, level));
  }

  /** Its rows, one per method that has a value. */
  public List<SummaryRow> rows(Results results) {
    return results.summary().stream()
        .filter(row -> of(row).equals(this) && Double.isFinite(row.mean()))
        .toList();
  }

  public Optional<SummaryRow> row(Results results, String method) {
    return rows(results).stream().filter(row -> row.method().equals(method)).findFirst();
  }

  /** Its heading under a table's: what all columns share is left out. */
  public String title(String sheet, String arrow) {
    String at = level.isEmpty() ? "" : "@ " + level;
    String form =
        target.equals(SampleRow.LABEL)
            ? "true class"
            : average.equals(SummaryRow.MICRO) ? "pooled" : "";
    List<String> parts =
        Stream.of(metric, fill, at, form)
            .filter(part -> !part.isEmpty())
            .filter(part -> !part.equals(sheet) && !part.equals("@ " + sheet))
            .toList();
    return (parts.isEmpty() ? metric : String.join(", ", parts)) + arrow;
  }
}
