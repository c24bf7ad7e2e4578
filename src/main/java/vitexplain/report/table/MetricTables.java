package vitexplain.report.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.report.results.AboveChance;
import vitexplain.report.results.Curves;
import vitexplain.report.results.Family;
import vitexplain.report.results.Format;
import vitexplain.report.results.MetricColumn;
import vitexplain.report.results.ModelUse;
import vitexplain.report.results.Results;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.SummaryRow;

/**
 * Every metric of the run as tables of methods by columns, from what {@code summary.csv} and {@code
 * metrics.csv} say: a new metric appears without a line here.
 */
public final class MetricTables {

  /** Ends the name of a table whose metrics tell no method from the random control. */
  private static final String TELLS_NONE = "-like-random";

  /** As many as fit a page of usual width. */
  private static final int MOST_COLUMNS = 10;

  /** Up to so many, a metric and its form for the true class share a table. */
  private static final int SIDE_BY_SIDE = 4;

  /** More levels than this are a sweep, which is drawn; a table quotes its middle. */
  private static final int MOST_LEVELS = 8;

  private static final String MIDDLE = "0.50";

  /** Chance, and how many images. */
  private static final int ROWS_OF_NO_METHOD = 2;

  private final Results results;
  private final List<String> methods;

  MetricTables(Results results) {
    this.results = results;
    this.methods = Tables.ranked(results);
  }

  /** Whether the metrics of a table tell no method of the run from the random control. */
  public static boolean tellsNone(PaperTable table) {
    return table.name().endsWith(TELLS_NONE);
  }

  /**
   * The tables of one family; none if the run measured none of it. Metrics that tell no method from
   * the random control come last, in tables of their own, under their full names.
   */
  List<PaperTable> of(Family family) {
    List<MetricColumn> all = columns(family);
    Map<Boolean, List<MetricColumn>> byWorth =
        all.stream().collect(Collectors.partitioningBy(c -> isSilent(family, c, all)));
    return Stream.concat(
            tables(family, byWorth.get(false)).stream(),
            tables(family, "", byWorth.get(true)).stream().map(t -> t.of("", TELLS_NONE)))
        .toList();
  }

  /**
   * A metric as a whole, with every fill and level. A check of sanity is not a score, which a
   * control could have too, and scores against a mask have their own level of chance.
   */
  private boolean isSilent(Family family, MetricColumn column, List<MetricColumn> all) {
    List<MetricColumn> own = all.stream().filter(c -> c.metric().equals(column.metric())).toList();
    boolean forms = own.stream().allMatch(MetricColumn::isVariant);
    return family != Family.SANITY
        && !family.isOfMasks()
        && own.stream()
            .filter(c -> forms || !c.isVariant())
            .allMatch(c -> AboveChance.tellsNone(results, c));
  }

  private List<PaperTable> tables(Family family, List<MetricColumn> columns) {
    Map<String, List<MetricColumn>> sheets = new LinkedHashMap<>();
    for (MetricColumn column : columns) {
      long fills =
          columns.stream()
              .filter(other -> other.metric().equals(column.metric()))
              .map(MetricColumn::fill)
              .distinct()
              .count();
      sheets
          .computeIfAbsent(family.sheet(column, fills > 1), sheet -> new ArrayList<>())
          .add(column);
    }
    List<PaperTable> tables = new ArrayList<>();
    sheets.forEach((sheet, ofSheet) -> tables.addAll(tables(family, sheet, ofSheet)));
    return tables;
  }

  private List<MetricColumn> columns(Family family) {
    Set<MetricColumn> all = new LinkedHashSet<>();
    results.summary().stream()
        .filter(row -> Double.isFinite(row.mean()))
        .map(MetricColumn::of)
        .filter(column -> results.family(column.metric()).filter(family::equals).isPresent())
        .forEach(all::add);
    return all.stream()
        .filter(column -> isQuoted(column, all))
        .sorted(
            Comparator.comparing((MetricColumn column) -> !column.metric().equals(Results.SRG))
                .thenComparing(MetricColumn::isVariant))
        .toList();
  }

  private static boolean isQuoted(MetricColumn column, Set<MetricColumn> all) {
    Set<String> levels =
        all.stream().filter(column::isBeside).map(MetricColumn::level).collect(Collectors.toSet());
    if (levels.size() <= MOST_LEVELS || column.level().isEmpty()) {
      return true;
    }
    return !levels.contains("")
        && (column.level().equals(MIDDLE) || !Curves.numeric(column.level()));
  }

  /** The predicted and the true class side by side where they fit, otherwise one after another. */
  private List<PaperTable> tables(Family family, String sheet, List<MetricColumn> all) {
    List<MetricColumn> columns = all.stream().filter(column -> !repeats(column, all)).toList();
    if (columns.isEmpty()) {
      return List.of();
    }
    if (columns.size() <= SIDE_BY_SIDE) {
      return byClasses(family, sheet, "", columns);
    }
    List<PaperTable> tables = new ArrayList<>();
    columns.stream()
        .collect(
            Collectors.groupingBy(MetricColumn::isVariant, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (variant, part) -> {
              int parts = (part.size() + MOST_COLUMNS - 1) / MOST_COLUMNS;
              for (int i = 0; i < parts; i++) {
                String suffix = (variant ? "-variant" : "") + (i == 0 ? "" : "-" + (i + 1));
                int from = i * part.size() / parts;
                int to = (i + 1) * part.size() / parts;
                tables.addAll(byClasses(family, sheet, suffix, part.subList(from, to)));
              }
            });
    return tables;
  }

  /** Whether a form of a metric has the metric's own numbers, digit by digit. */
  private boolean repeats(MetricColumn column, List<MetricColumn> all) {
    return column.isVariant()
        && all.contains(column.plain())
        && methods.stream().allMatch(m -> cell(column, m).equals(cell(column.plain(), m)));
  }

  private String cell(MetricColumn column, String method) {
    return column.row(results, method).map(Format::interval).orElse(Format.NONE);
  }

  /** Methods that see no class apart, where the numbers ask for the class. */
  private List<PaperTable> byClasses(
      Family family, String sheet, String suffix, List<MetricColumn> columns) {
    boolean apart = columns.stream().anyMatch(c -> results.asksForTheClass(c.metric()));
    if (!apart) {
      return List.of(table(family, sheet, suffix, columns, method -> true));
    }
    Predicate<String> specific = results.roster()::isSpecific;
    return Stream.of(
            table(family, sheet, suffix, columns, specific),
            table(family, sheet, suffix + "-agnostic", columns, specific.negate()))
        .filter(table -> table.rows().size() > ROWS_OF_NO_METHOD)
        .toList();
  }

  private PaperTable table(
      Family family,
      String sheet,
      String suffix,
      List<MetricColumn> columns,
      Predicate<String> shown) {
    List<List<String>> rows = new ArrayList<>();
    Set<Integer> muted = new LinkedHashSet<>();
    for (String method : methods.stream().filter(shown).toList()) {
      List<String> cells = cells(method, columns);
      if (cells.stream().skip(1).anyMatch(cell -> !cell.equals(Format.NONE))) {
        if (results.roster().isControl(method)) {
          muted.add(rows.size());
        }
        rows.add(cells);
      }
    }
    muted.add(rows.size());
    rows.add(row("chance", columns.stream().map(this::chance).toList()));
    muted.add(rows.size());
    rows.add(row("n (images)", columns.stream().map(c -> Format.count(c.rows(results))).toList()));
    return new PaperTable(
        family.id() + (sheet.isEmpty() ? "" : "-" + Format.slug(sheet)) + suffix,
        caption(family, sheet, columns),
        row(
            "method",
            columns.stream().map(c -> c.title(sheet, results.arrow(c.metric()))).toList()),
        rows,
        Set.copyOf(muted),
        Optional.of(family));
  }

  private List<String> cells(String method, List<MetricColumn> columns) {
    return row(Tables.label(results, method), columns.stream().map(c -> cell(c, method)).toList());
  }

  private static List<String> row(String first, List<String> others) {
    List<String> row = new ArrayList<>(List.of(first));
    row.addAll(others);
    return row;
  }

  /** One number, or a range where it depends on how much a map marks. */
  private String chance(MetricColumn column) {
    double[] values =
        column.rows(results).stream()
            .mapToDouble(SummaryRow::chance)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (values.length > 0) {
      String low = Format.number(values[0], 2);
      String high = Format.number(values[values.length - 1], 2);
      return low.equals(high) ? low : low + Format.NONE + high;
    }
    return results
            .description(column.metric())
            .filter(m -> m.chance().contains("control"))
            .isPresent()
        ? results
            .roster()
            .control(MethodRow.CHANCE)
            .map(control -> "row " + control)
            .orElse(Format.NONE)
        : Format.NONE;
  }

  /** Says which columns are not there because they would repeat others. */
  private String repeated(List<MetricColumn> columns) {
    Set<MetricColumn> all =
        results.summary().stream().map(MetricColumn::of).collect(Collectors.toSet());
    List<String> same =
        columns.stream()
            .filter(column -> !column.isVariant())
            .flatMap(column -> column.forms().stream())
            .filter(all::contains)
            .filter(form -> repeats(form, List.of(form, form.plain())))
            .map(form -> form.title("", ""))
            .toList();
    return same.isEmpty()
        ? ""
        : " Left out, as every number is the same as without it: " + String.join("; ", same) + ".";
  }

  private String caption(Family family, String sheet, List<MetricColumn> columns) {
    String definitions =
        columns.stream()
            .map(MetricColumn::metric)
            .distinct()
            .flatMap(metric -> results.description(metric).stream())
            .map(m -> m.metric() + ": " + m.definition() + ".")
            .collect(Collectors.joining(" "));
    return (sheet.isEmpty() ? "" : sheet + ": ")
        + family.note()
        + " Mean [95 % bootstrap interval over images]. "
        + (columns.stream().allMatch(c -> results.arrow(c.metric()).isEmpty())
            ? ""
            : "↑ higher is better, ↓ lower is better. ")
        + definitions
        + AboveChance.sentence(results, sheet, columns)
        + repeated(columns)
        + modelUse(family);
  }

  /** Beside every number of localisation: whether the model looks at the object at all. */
  private String modelUse(Family family) {
    return family.isOfMasks()
        ? ModelUse.of(results).map(use -> " " + use.sentence()).orElse("")
        : "";
  }
}
