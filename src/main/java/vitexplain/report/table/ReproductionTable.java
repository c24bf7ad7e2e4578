package vitexplain.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.ReproductionRow;

/**
 * A published protocol's numbers and ours. What has to be known of a number stands beside it, as
 * the numbers of notes.
 *
 * @param protocol its name
 * @param header column names
 * @param rows cells
 * @param notes the first is number 1
 */
public record ReproductionTable(
    String protocol, List<String> header, List<List<String>> rows, List<String> notes) {

  /** Begins the names of its files. */
  static final String NAME = "published-";

  private static final Map<String, String> METRICS =
      Map.of(
          "pixel_acc", "pixel accuracy",
          "map", "mAP",
          "miou", "mIoU",
          "mf1_rows", "mean F1 of pixel rows",
          "positive", "positive perturbation",
          "negative", "negative perturbation");

  /** Between the remarks of a row. */
  private static final String SEPARATOR = "; ";

  private static final int DECIMALS = 2;

  /** One a protocol, in the file's order. */
  public static List<ReproductionTable> of(List<ReproductionRow> rows) {
    return rows.stream()
        .map(ReproductionRow::protocol)
        .distinct()
        .map(name -> of(name, rows.stream().filter(row -> row.protocol().equals(name)).toList()))
        .toList();
  }

  private static ReproductionTable of(String protocol, List<ReproductionRow> rows) {
    List<String> notes = rows.stream().flatMap(row -> notes(row).stream()).distinct().toList();
    List<Column> columns = columns(rows, notes);
    return new ReproductionTable(
        protocol,
        columns.stream().map(Column::name).toList(),
        rows.stream()
            .map(row -> columns.stream().map(column -> column.cell().apply(row)).toList())
            .toList(),
        notes);
  }

  private record Column(String name, Function<ReproductionRow, String> cell) {}

  /** The target has a column where there is more than one. */
  private static List<Column> columns(List<ReproductionRow> rows, List<String> notes) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("method", ReproductionRow::method));
    columns.add(new Column("metric", row -> metric(row.metric())));
    if (rows.stream().map(ReproductionRow::target).distinct().count() > 1) {
      columns.add(new Column("target", ReproductionRow::target));
    }
    columns.add(new Column("published", row -> Format.number(row.published(), DECIMALS)));
    columns.add(new Column("measured", row -> Format.number(row.measured(), DECIMALS)));
    columns.add(new Column("difference", ReproductionTable::difference));
    columns.add(new Column("pictures", ReproductionTable::pictures));
    columns.add(new Column("notes", row -> numbers(notes(row), notes)));
    return columns;
  }

  private static String difference(ReproductionRow row) {
    String text = Format.number(row.difference(), DECIMALS);
    return row.difference() > 0 ? "+" + text : text;
  }

  private static String pictures(ReproductionRow row) {
    return row.images() == row.available()
        ? Integer.toString(row.images())
        : row.images() + " of " + row.available();
  }

  /** The source is a note like others. */
  private static List<String> notes(ReproductionRow row) {
    List<String> notes = new ArrayList<>();
    if (!row.source().isEmpty()) {
      notes.add("published in " + row.source().replace(SEPARATOR, ", "));
    }
    notes.addAll(remarks(row));
    return notes;
  }

  private static String numbers(List<String> own, List<String> all) {
    return own.stream()
        .map(note -> Integer.toString(all.indexOf(note) + 1))
        .collect(Collectors.joining(" "));
  }

  /** The notes that every row has, without sources. */
  public static List<String> common(List<ReproductionRow> rows) {
    return rows.stream()
        .flatMap(row -> remarks(row).stream())
        .distinct()
        .filter(note -> rows.stream().allMatch(row -> remarks(row).contains(note)))
        .toList();
  }

  private static List<String> remarks(ReproductionRow row) {
    return row.remark().isEmpty() ? List.of() : List.of(row.remark().split(SEPARATOR, -1));
  }

  /** A metric as people know it. */
  public static String metric(String name) {
    return METRICS.getOrDefault(name, name);
  }

  /** What it shows, in one line. */
  public String lead() {
    return protocol + ": published numbers and ours, in per cent";
  }

  /** The notes, each behind its number. */
  public List<String> numbered() {
    return IntStream.range(0, notes.size()).mapToObj(i -> i + 1 + ": " + notes.get(i)).toList();
  }

  /** As a paper would print it, with the notes in the caption. */
  public PaperTable table() {
    String caption =
        lead()
            + "."
            + numbered().stream().map(note -> " " + note + ".").collect(Collectors.joining());
    return new PaperTable(NAME + protocol, caption, header, rows, Set.of());
  }

  static List<PaperTable> of(Results results) {
    return of(results.reproduction()).stream().map(ReproductionTable::table).toList();
  }

  /** As the page shows them. */
  public static String html(List<PaperTable> tables) {
    return tables.stream()
        .filter(table -> table.name().startsWith(NAME))
        .map(Html::table)
        .collect(Collectors.joining());
  }
}
