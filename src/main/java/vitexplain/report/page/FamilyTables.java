package vitexplain.report.page;

import java.util.List;
import java.util.stream.Collectors;
import vitexplain.report.results.Family;
import vitexplain.report.table.Html;
import vitexplain.report.table.MetricTables;
import vitexplain.report.table.PaperTable;

/** One family's tables in the page: the first is open, a reader unfolds the others. */
final class FamilyTables {

  private FamilyTables() {}

  /** Empty without a table. */
  static String html(Family family, List<PaperTable> tables) {
    List<PaperTable> own =
        tables.stream().filter(table -> table.family().filter(family::equals).isPresent()).toList();
    if (own.isEmpty()) {
      return "";
    }
    List<PaperTable> silent = own.stream().filter(MetricTables::tellsNone).toList();
    return telling(family, own.stream().filter(table -> !silent.contains(table)).toList())
        + silent(family, silent);
  }

  /** A line instead of numbers that say nothing, which a reader may unfold. */
  private static String silent(Family family, List<PaperTable> tables) {
    if (tables.isEmpty()) {
      return "";
    }
    String metrics =
        tables.stream()
            .flatMap(table -> table.header().stream().skip(1))
            .map(column -> column.replaceFirst("(,|\u00a0).*", ""))
            .distinct()
            .collect(Collectors.joining(", "));
    return Html.paragraph("No method is told from the random control by " + metrics + ".")
        + Html.folded(
            "Supplement to " + family.title() + ": numbers like those of the random control",
            tables.stream().map(Html::table).collect(Collectors.joining()));
  }

  private static String telling(Family family, List<PaperTable> own) {
    if (own.isEmpty()) {
      return "";
    }
    String rest = own.stream().skip(1).map(Html::table).collect(Collectors.joining());
    String all = Html.table(own.get(0)) + (rest.isEmpty() ? "" : more(own.size() - 1, rest));
    return family.isOpen()
        ? "<h3>" + Html.escape(family.title()) + "</h3>\n" + all
        : Html.folded(family.title(), own.stream().map(Html::table).collect(Collectors.joining()));
  }

  private static String more(int count, String html) {
    return Html.folded(count + (count == 1 ? " more table" : " more tables"), html);
  }
}
