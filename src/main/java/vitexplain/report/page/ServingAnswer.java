package vitexplain.report.page;

import java.util.List;
import java.util.stream.Collectors;
import vitexplain.report.results.Results;
import vitexplain.report.table.Html;
import vitexplain.report.table.PaperTable;
import vitexplain.report.table.ServingTable;

/** The first lines of a page without a study: what an engineer asks first. */
final class ServingAnswer {

  private ServingAnswer() {}

  static String html(Results results, List<PaperTable> tables) {
    List<String> sentences = Conclusions.sentences(results);
    String lead =
        sentences.stream()
            .limit(1)
            .map(first -> "<p class=\"lead\">" + Html.escape(first) + "</p>\n")
            .collect(Collectors.joining());
    return lead
        + PublishedSentences.of(results).stream().map(Html::paragraph).collect(Collectors.joining())
        + sentences.stream().skip(1).map(Html::paragraph).collect(Collectors.joining())
        + tables.stream()
            .filter(table -> table.name().equals(ServingTable.NAME))
            .map(Html::table)
            .collect(Collectors.joining())
        + (results.reproduction().isEmpty()
            ? Html.missing("Nothing has been evaluated in this folder.", "evaluate")
            : "");
  }
}
