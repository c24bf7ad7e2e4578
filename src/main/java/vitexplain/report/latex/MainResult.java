package vitexplain.report.latex;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.report.results.Condition;
import vitexplain.report.results.Format;
import vitexplain.report.results.MetricColumn;
import vitexplain.report.results.Results;
import vitexplain.report.results.SanityCounts;
import vitexplain.report.table.Latex;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.SanityRow;
import vitexplain.run.row.SummaryRow;

/**
 * The main result in the width of a column of two, 85 mm: means without their intervals, which the
 * supplement has. The best mean is bold only where its method differs from every other.
 *
 * @param results of an evaluation
 * @param columns metrics that it has
 * @param sanity its checks
 */
record MainResult(Results results, List<MetricColumn> columns, List<SanityRow> sanity) {

  private static final String AP = "ap_fg";

  /** Empty without an evaluation. */
  static Optional<MainResult> of(Results results) {
    List<MetricColumn> columns =
        Stream.of(
                MetricColumn.plain(Results.SRG, results.primaryFill(), ""),
                MetricColumn.plain(AP, "", ""))
            .filter(column -> !column.rows(results).isEmpty())
            .toList();
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MainResult(
                results, columns, results.folder().table(SanityRow.SCHEMA).readIfPresent()));
  }

  String text() {
    List<String> methods = methods();
    boolean timed = methods.stream().anyMatch(method -> results.time(method).isPresent());
    List<String> head = new ArrayList<>(List.of("Method"));
    columns.forEach(column -> head.add(title(column) + results.arrow(column.metric())));
    if (timed) {
      head.add("Time ÷ fwd\u00a0↓");
    }
    if (!sanity.isEmpty()) {
      head.add("Checks");
    }
    StringBuilder out = new StringBuilder("\\begin{table}[!ht]\n\\centering\\footnotesize\n");
    out.append("\\setlength{\\tabcolsep}{3.5pt}\n\\caption[Main result]{").append(caption(timed));
    out.append("}\n\\label{tab:main-result}\n");
    out.append("\\begin{tabular}{@{}l").append("r".repeat(head.size() - 1)).append("@{}}\n");
    out.append("\\toprule\n").append(Latex.line(head, false)).append("\\midrule\n");
    boolean controls = false;
    for (String method : methods) {
      if (!controls && results.roster().isControl(method)) {
        out.append("\\midrule\n");
        controls = true;
      }
      out.append(row(method, timed));
    }
    return out.append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").toString();
  }

  private static String title(MetricColumn column) {
    return column.metric().equals(Results.SRG) ? "SRG" : "AP";
  }

  /** Best first by the first column, controls last. */
  private List<String> methods() {
    return results.methods().stream()
        .filter(method -> columns.stream().anyMatch(c -> c.row(results, method).isPresent()))
        .sorted(
            results
                .roster()
                .controlsLast()
                .thenComparing(
                    Comparator.comparingDouble(
                        method ->
                            -columns
                                .get(0)
                                .row(results, method)
                                .map(SummaryRow::mean)
                                .orElse(Double.NEGATIVE_INFINITY))))
        .toList();
  }

  private String row(String method, boolean timed) {
    List<String> cells = new ArrayList<>(List.of(Latex.escape(results.roster().title(method))));
    for (MetricColumn column : columns) {
      String mean =
          column.row(results, method).map(row -> Format.number(row.mean(), 3)).orElse(Format.NONE);
      cells.add(
          isBest(column, method) ? "\\textbf{" + Latex.escape(mean) + "}" : Latex.escape(mean));
    }
    if (timed) {
      cells.add(Latex.escape(Format.number(results.ratioToForward(method).orElse(Double.NaN), 2)));
    }
    if (!sanity.isEmpty()) {
      cells.add(checks(method));
    }
    return String.join(" & ", cells) + " \\\\\n";
  }

  /** Passed checks of those that could fail. */
  private String checks(String method) {
    SanityCounts counts = SanityCounts.of(method, sanity);
    long all = counts.byVerdict().values().stream().mapToLong(Long::longValue).sum();
    return all == 0
        ? Latex.escape(Format.NONE)
        : counts.byVerdict().getOrDefault("pass", 0L) + "/" + all;
  }

  /**
   * Whether a method has the highest mean and is shown to differ from every other one. A study that
   * may have ended before its images did decides by its own verdicts, and those are of SRG.
   */
  private boolean isBest(MetricColumn column, String method) {
    if (!results.settled().isEmpty()) {
      return column.metric().equals(Results.SRG)
          && results.settled().stream()
              .filter(pair -> pair.methodA().equals(method) || pair.methodB().equals(method))
              .allMatch(pair -> pair.isUnequal())
          && isHighest(column, method);
    }
    List<PairRow> against =
        results.pairs().stream()
            .filter(pair -> pair.question().equals(PairRow.BEST))
            .filter(pair -> pair.metric().equals(column.metric()))
            .filter(pair -> pair.fill().equals(column.fill()))
            .filter(pair -> pair.methodA().equals(method))
            .toList();
    return isHighest(column, method)
        && !against.isEmpty()
        && against.stream().allMatch(PairRow::decided);
  }

  private boolean isHighest(MetricColumn column, String method) {
    return column.rows(results).stream()
        .filter(row -> !results.roster().isControl(row.method()))
        .max(Comparator.comparingDouble(SummaryRow::mean))
        .filter(row -> row.method().equals(method))
        .isPresent();
  }

  private String caption(boolean timed) {
    String numbers =
        columns.stream()
            .map(
                column ->
                    (column.metric().equals(Results.SRG)
                            ? "faithfulness (SRG, occlusion by " + column.fill()
                            : "localisation (AP of the mask")
                        + "; chance "
                        + Format.number(column.rows(results).get(0).chance(), 2)
                        + ")")
            .collect(Collectors.joining(", "));
    String time =
        timed
            ? results.methods().stream()
                .flatMap(method -> results.time(method).stream())
                .findFirst()
                .map(row -> ", time over a forward pass (" + Condition.of(row).label() + ")")
                .orElse("")
            : "";
    String text =
        String.format(
            Locale.ROOT,
            "Main result: %s%s%s; %s. Bold: differs from every other method (%s). Below the line: controls.",
            numbers,
            time,
            sanity.isEmpty() ? "" : ", sanity checks passed",
            Format.n(columns.get(0).rows(results)),
            results.settled().isEmpty()
                ? "paired permutation test, Holm, 5 %"
                : "confidence sequences of SRG, 5 %");
    return Latex.escape(text);
  }
}
