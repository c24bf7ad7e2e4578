package vitexplain.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vitexplain.report.results.Condition;
import vitexplain.report.results.Format;
import vitexplain.report.results.MetricColumn;
import vitexplain.report.results.ModelUse;
import vitexplain.report.results.Results;
import vitexplain.report.results.SanityCounts;
import vitexplain.run.row.SanityRow;
import vitexplain.run.row.SummaryRow;

/** The answer as a table that fits a page: faithful, on the object, cheap, sane. */
public final class MainTable {
  public static final String NAME = "main";

  private static final String AP = "ap_fg";

  private final Results results;
  private final List<MetricColumn> columns;
  private final List<SanityRow> sanity;
  private final boolean isTimed;

  private MainTable(Results results) {
    this.results = results;
    this.columns =
        Stream.of(
                MetricColumn.plain(Results.SRG, results.primaryFill(), ""),
                MetricColumn.plain(AP, "", ""))
            .filter(column -> !column.rows(results).isEmpty())
            .toList();
    this.sanity = results.folder().table(SanityRow.SCHEMA).readIfPresent();
    this.isTimed = results.methods().stream().anyMatch(method -> results.time(method).isPresent());
  }

  /** None without an evaluation. */
  static Optional<PaperTable> of(Results results) {
    return results.summary().isEmpty()
        ? Optional.empty()
        : Optional.of(new MainTable(results).table());
  }

  private PaperTable table() {
    List<String> methods = Tables.ranked(results).stream().filter(this::isShown).toList();
    List<String> header = new ArrayList<>(List.of("method"));
    columns.forEach(c -> header.add(title(c) + results.arrow(c.metric())));
    if (isTimed) {
      header.add("time ÷ forward\u00a0↓");
    }
    if (!sanity.isEmpty()) {
      header.add("sanity checks that could fail");
    }
    header.add("n (images)");
    return new PaperTable(
        NAME,
        caption(methods),
        header,
        methods.stream().map(this::row).toList(),
        IntStream.range(0, methods.size())
            .filter(i -> results.roster().isControl(methods.get(i)))
            .boxed()
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static String title(MetricColumn column) {
    return column.metric().equals(Results.SRG) ? "SRG, " + column.fill() : "AP";
  }

  /** A control that has none of these numbers stands in the tables that have its own. */
  private boolean isShown(String method) {
    return !results.roster().isControl(method)
        || columns.stream().anyMatch(c -> c.row(results, method).isPresent());
  }

  private List<String> row(String method) {
    List<SummaryRow> known =
        columns.stream().flatMap(c -> c.row(results, method).stream()).toList();
    List<String> cells = new ArrayList<>(List.of(Tables.label(results, method)));
    columns.forEach(
        c -> cells.add(c.row(results, method).map(Format::interval).orElse(Format.NONE)));
    if (isTimed) {
      cells.add(Format.number(results.ratioToForward(method).orElse(Double.NaN), 2));
    }
    if (!sanity.isEmpty()) {
      cells.add(sanity(method));
    }
    cells.add(known.isEmpty() ? Format.NONE : Format.count(known));
    return cells;
  }

  private String sanity(String method) {
    SanityCounts counts = SanityCounts.of(method, sanity);
    return counts.isEmpty() ? Format.NONE : counts.text();
  }

  private String caption(List<String> methods) {
    String chance =
        columns.stream()
            .map(c -> title(c) + " " + Format.number(c.rows(results).get(0).chance(), 2))
            .collect(Collectors.joining(", "));
    String timed =
        methods.stream()
            .flatMap(method -> results.time(method).stream())
            .findFirst()
            .map(
                row ->
                    " Time over the forward pass: "
                        + Condition.of(row).label()
                        + "; rows that stand close are in no order of cost (see the intervals below).")
            .orElse("");
    int checked = sanity.stream().mapToInt(SanityRow::n).max().orElse(0);
    String checks = checked == 0 ? "" : " Sanity checks: on " + checked + " of the images.";
    return "Mean [95 % bootstrap interval over images]; chance: "
        + chance
        + "."
        + timed
        + checks
        + modelUse()
        + " Rows marked control know nothing about the image, or are a method's map degraded on "
        + "purpose.";
  }

  private String modelUse() {
    return columns.stream().anyMatch(c -> c.metric().equals(AP))
        ? ModelUse.of(results)
            .map(ModelUse::inShort)
            .filter(sentence -> !sentence.isEmpty())
            .map(sentence -> " " + sentence)
            .orElse("")
        : "";
  }
}
