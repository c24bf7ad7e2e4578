package vitexplain.report.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import vitexplain.report.table.Html;

/**
 * The page's chapters. One that has nothing to show is left out; one line says which commands would
 * fill them.
 *
 * @param all in order, also those without content
 */
record Chapters(List<Content> all) {

  /**
   * A chapter as it stands in the page.
   *
   * @param id anchor in the page
   * @param menu its name in the contents
   * @param question heading
   * @param lead a sentence or two before the content; may be empty
   * @param body HTML; empty if there is nothing to show
   * @param command that would make what is missing; empty where none is missed
   */
  record Content(
      String id, String menu, String question, String lead, String body, String command) {

    private String html() {
      return String.format(
          Locale.ROOT,
          "<section id=\"%s\">\n<h2>%s</h2>\n%s%s</section>\n",
          id,
          Html.escape(question),
          lead.isEmpty() ? "" : "<p>" + Glossary.linked(lead) + "</p>\n",
          body);
    }
  }

  List<Content> filled() {
    return all.stream().filter(chapter -> !chapter.body().isEmpty()).toList();
  }

  String html() {
    return filled().stream().map(Content::html).collect(Collectors.joining()) + missing();
  }

  private String missing() {
    String missing =
        all.stream()
            .filter(chapter -> chapter.body().isEmpty() && !chapter.command().isEmpty())
            .map(
                chapter ->
                    Html.escape(chapter.menu())
                        + ": <code>"
                        + Html.escape("./run-bench.sh " + chapter.command())
                        + "</code> makes it.")
            .collect(Collectors.joining(" "));
    return missing.isEmpty()
        ? ""
        : "<p class=\"missing\">Not in this run folder. " + missing + "</p>\n";
  }
}
