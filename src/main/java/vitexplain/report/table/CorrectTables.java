package vitexplain.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.report.results.Family;
import vitexplain.report.results.ModelFit;
import vitexplain.report.results.Results;
import vitexplain.run.row.SummaryRow;
import vitexplain.run.table.Table;

/**
 * The tables again over the images that the model classifies correctly: on the others a map may
 * show well what led the model astray, and lie off the object for that reason.
 */
public final class CorrectTables {
  private static final String SUFFIX = "-correct";

  /** The main table of them. */
  public static final String MAIN = MainTable.NAME + SUFFIX;

  private CorrectTables() {}

  /** None where no image has a label, all images are right, or all with a label are wrong. */
  static List<PaperTable> of(Results results) {
    List<SummaryRow> rows = results.folder().table(SummaryRow.CORRECT).readIfPresent();
    Optional<ModelFit> fit = ModelFit.of(results);
    if (rows.isEmpty() || fit.isEmpty()) {
      return List.of();
    }
    String images =
        String.format(
            Locale.ROOT,
            "Only the images that the model classifies correctly, %d of %d with a label. ",
            fit.get().right(),
            fit.get().labelled());
    Results correct = results.withSummary(rows);
    List<PaperTable> tables = new ArrayList<>();
    MainTable.of(correct).ifPresent(tables::add);
    MetricTables metrics = new MetricTables(correct);
    for (Family family : Family.values()) {
      if (family != Family.SANITY) { // few images are checked, and a verdict is no mean
        tables.addAll(metrics.of(family));
      }
    }
    return tables.stream().map(table -> table.of(images, SUFFIX)).toList();
  }

  /** Why there are none although there are labels; empty if there are some, or no labels. */
  public static Optional<String> remark(Results results) {
    Table<SummaryRow> table = results.folder().table(SummaryRow.CORRECT);
    return ModelFit.of(results)
        .filter(fit -> fit.labelled() > 0 && table.exists() && table.read().isEmpty())
        .map(
            fit ->
                fit.right() == 0
                    ? String.format(
                        Locale.ROOT,
                        "The model classifies none of the %d images with a label correctly, so there are no tables over such images.",
                        fit.labelled())
                    : String.format(
                        Locale.ROOT,
                        "The model classifies all %d images with a label correctly: tables over these alone are the tables over all.",
                        fit.labelled()));
  }
}
