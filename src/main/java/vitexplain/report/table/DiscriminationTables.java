package vitexplain.report.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.DiscriminationRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.SanityRow;

/**
 * How well the maps tell classes apart. Methods whose map is the same for every class stand in a
 * table of their own: a number that asks for the class compares them with each other only.
 */
public final class DiscriminationTables {
  public static final String SPECIFIC = "discrimination";
  public static final String AGNOSTIC = "discrimination-agnostic";

  /** The check that stands beside the mosaics: the same map for another class. */
  private static final String OTHER_CLASS = "random_logit";

  private final Results results;
  private final List<DiscriminationRow> mosaics;
  private final List<SanityRow> otherClass;

  private DiscriminationTables(Results results) {
    this.results = results;
    this.mosaics = results.folder().table(DiscriminationRow.SCHEMA).readIfPresent();
    this.otherClass =
        results.folder().table(SanityRow.SCHEMA).readIfPresent().stream()
            .filter(row -> row.check().equals(OTHER_CLASS) && row.n() > 0)
            .toList();
  }

  /** None where neither was measured. */
  public static List<PaperTable> of(Results results) {
    DiscriminationTables tables = new DiscriminationTables(results);
    return Stream.of(tables.table(true), tables.table(false)).flatMap(Optional::stream).toList();
  }

  private Optional<PaperTable> table(boolean specific) {
    List<String> metrics = mosaics.stream().map(DiscriminationRow::metric).distinct().toList();
    List<String> methods =
        Stream.concat(
                mosaics.stream().map(DiscriminationRow::method),
                otherClass.stream().map(SanityRow::method))
            .distinct()
            .filter(method -> results.roster().isSpecific(method) == specific)
            .sorted(Tables.order(results))
            .toList();
    if (methods.isEmpty()) {
      return Optional.empty();
    }
    List<String> header = new ArrayList<>(List.of("method"));
    metrics.forEach(metric -> header.add(metric + results.arrow(metric)));
    List<List<String>> rows = new ArrayList<>();
    Set<Integer> muted = new LinkedHashSet<>();
    for (String method : methods) {
      if (results.roster().isControl(method)) {
        muted.add(rows.size());
      }
      rows.add(row(method, metrics));
    }
    muted.add(rows.size());
    rows.add(row("chance", metrics.stream().map(this::chance).toList(), Format.NONE));
    muted.add(rows.size());
    rows.add(row("n", metrics.stream().map(this::mosaicsOf).toList(), images()));
    if (!otherClass.isEmpty()) {
      header.add(OTHER_CLASS);
    }
    return Optional.of(
        new PaperTable(
            specific ? SPECIFIC : AGNOSTIC,
            caption(specific, metrics),
            header,
            rows,
            Set.copyOf(muted)));
  }

  private List<String> row(String method, List<String> metrics) {
    List<String> values =
        metrics.stream()
            .map(
                metric ->
                    mosaics.stream()
                        .filter(r -> r.method().equals(method) && r.metric().equals(metric))
                        .findFirst()
                        .map(r -> Format.interval(r.mean(), r.ciLow(), r.ciHigh()))
                        .orElse(Format.NONE))
            .toList();
    String similarity =
        otherClass.stream()
            .filter(r -> r.method().equals(method))
            .findFirst()
            .map(r -> Format.interval(r.similarity(), r.ciLow(), r.ciHigh()))
            .orElse(Format.NONE);
    return row(Tables.label(results, method), values, similarity);
  }

  private List<String> row(String first, List<String> values, String last) {
    List<String> cells = new ArrayList<>(List.of(first));
    cells.addAll(values);
    if (!otherClass.isEmpty()) {
      cells.add(last);
    }
    return cells;
  }

  private String chance(String metric) {
    return mosaics.stream()
        .filter(row -> row.metric().equals(metric))
        .map(row -> Format.number(row.chance(), 2))
        .findFirst()
        .orElse(Format.NONE);
  }

  private String mosaicsOf(String metric) {
    int n =
        mosaics.stream()
            .filter(row -> row.metric().equals(metric))
            .mapToInt(DiscriminationRow::n)
            .max()
            .orElse(0);
    return n + (n == 1 ? " mosaic" : " mosaics");
  }

  private String images() {
    int n = otherClass.stream().mapToInt(SanityRow::n).max().orElse(0);
    return n + (n == 1 ? " image" : " images");
  }

  private String caption(boolean specific, List<String> metrics) {
    String definitions =
        metrics.stream()
            .flatMap(metric -> results.description(metric).stream())
            .map(m -> m.metric() + ": " + m.definition() + ".")
            .collect(Collectors.joining(" "));
    return String.format(
        Locale.ROOT,
        "%s Mean [95 %% bootstrap interval]. %s%s%s",
        specific
            ? "Do the maps of class-specific methods find the class that is asked for?"
            : "Methods that see no class: their map is the same for every class, so its shares in the cells of a mosaic add up to 1 and their mean is chance, by construction. They are not to be ranked with class-specific ones.",
        definitions,
        otherClass.isEmpty()
            ? ""
            : " "
                + OTHER_CLASS
                + ": rank correlation of an image's map with that of another class; 1: the same map.",
        notes(metrics));
  }

  /** What the run says of its mosaics, and of those that it could not make. */
  private String notes(List<String> metrics) {
    return metrics.stream()
        .map(metric -> note(results, metric).map(n -> " " + metric + ": " + n).orElse(""))
        .collect(Collectors.joining());
  }

  /** What the run says of a metric of mosaics. */
  private static Optional<String> note(Results results, String metric) {
    return results
        .manifest()
        .section("evaluate")
        .map(section -> section.notes().getOrDefault(metric, ""))
        .filter(note -> !note.isEmpty());
  }

  /**
   * A line for each metric of mosaics that has no numbers, as {@code gridpg_3x3: Not measured…}.
   */
  public static List<String> missing(Results results) {
    List<String> measured =
        results.folder().table(DiscriminationRow.SCHEMA).readIfPresent().stream()
            .map(DiscriminationRow::metric)
            .toList();
    return results.metrics().stream()
        .filter(row -> row.family().equals(MetricRow.MOSAIC))
        .filter(row -> !measured.contains(row.metric()))
        .map(
            row ->
                row.metric()
                    + ": "
                    + note(results, row.metric()).orElse("Not measured in this run."))
        .toList();
  }
}
