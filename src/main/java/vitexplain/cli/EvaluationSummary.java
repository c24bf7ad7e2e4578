package vitexplain.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vitexplain.run.Bfloat16Error;
import vitexplain.run.Counts;
import vitexplain.run.FailureRow;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.SummaryRow;
import vitexplain.study.Evaluation;

/** The main numbers of an evaluation, as a table on the terminal. */
final class EvaluationSummary {
  private static final List<String> COLUMNS =
      List.of("srg", "deletion_auc", "insertion_auc", "ap_fg", "miou", "pixel_acc");

  private EvaluationSummary() {}

  static void print(RunFolder folder, Counts counts, PrintWriter out, PrintWriter err) {
    Map<String, Map<String, String>> table = new LinkedHashMap<>();
    String fill = null;
    for (SummaryRow row : folder.table(SummaryRow.SCHEMA).read()) {
      boolean curve = !row.fill().isEmpty() && row.level().isEmpty();
      fill = fill == null && curve ? row.fill() : fill;
      boolean shown =
          row.fill().isEmpty()
              ? row.level().isEmpty() || row.level().equals("0.50")
              : curve && row.fill().equals(fill);
      if (shown && COLUMNS.contains(row.metric())) {
        table
            .computeIfAbsent(row.method(), method -> new LinkedHashMap<>())
            .put(row.metric(), cell(row));
      }
    }
    out.printf(
        "%d images, %d failed, %d degenerate maps%s%n",
        counts.planned(),
        counts.failed(),
        counts.degenerate(),
        fill == null ? "" : "; removed patches filled with: " + fill);
    out.printf("%-18s", "");
    COLUMNS.forEach(column -> out.printf(" %-22s", column));
    out.println();
    table.forEach(
        (method, cells) -> {
          out.printf("%-18s", method);
          COLUMNS.forEach(column -> out.printf(" %-22s", cells.getOrDefault(column, "")));
          out.println();
        });
    Manifest.of(folder)
        .section(Evaluation.COMMAND)
        .flatMap(Bfloat16Error::of)
        .ifPresent(error -> out.println(error.sentence()));
    for (FailureRow failure : folder.table(FailureRow.SCHEMA).readIfPresent()) {
      err.printf("failed: %s (%s): %s%n", failure.image(), failure.stage(), failure.reason());
    }
  }

  private static String cell(SummaryRow row) {
    return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", row.mean(), row.ciLow(), row.ciHigh());
  }
}
