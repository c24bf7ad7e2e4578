package vitexplain.report.page;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import vitexplain.report.chart.FigureFormats;
import vitexplain.report.figure.Figure;
import vitexplain.report.results.Family;
import vitexplain.report.results.Results;
import vitexplain.report.table.DiscriminationTables;
import vitexplain.report.table.Html;
import vitexplain.report.table.ModelTables;
import vitexplain.report.table.PaperTable;
import vitexplain.report.table.RankingTables;
import vitexplain.report.table.SanityTable;

/**
 * Chapters about trust: sanity of the methods, whether they tell classes apart, and their ranking.
 */
final class TrustChapters {
  static final String SANITY = "sanity";
  static final String DISCRIMINATION = "discrimination";
  static final String RANKING = "ranking";

  private TrustChapters() {}

  static List<Chapters.Content> all(
      Results results, List<PaperTable> tables, FigureFormats formats) {
    return List.of(
        new Chapters.Content(
            SANITY,
            "Sanity",
            "Which checks does each method pass?",
            "Start parts of the model again from random weights, or ask for another class: a map "
                + "that stays the same says nothing about that part. Passed or failed, never a "
                + "ranking. Controls that ignore the model fail the checks of the blocks, which "
                + "shows that the checks can fail.",
            named(tables, SanityTable.NAME)
                + named(tables, SanityTable.AGNOSTIC)
                + figure(Chapter.DEPTH, results, formats)
                + leftOut(results)
                + FamilyTables.html(Family.SANITY, tables),
            "evaluate --metrics mprt_head,mprt_top_down,mprt_bottom_up,random_logit"),
        new Chapters.Content(
            DISCRIMINATION,
            "Classes",
            "Does the map find the class that is asked for?",
            "Pictures of several classes stand in one image, and the map is asked for one of them. "
                + "A map that is the same for every class cannot answer; such methods stand apart "
                + "and are not compared with the others by these numbers.",
            named(tables, DiscriminationTables.SPECIFIC)
                + named(tables, DiscriminationTables.AGNOSTIC)
                + DiscriminationTables.missing(results).stream()
                    .map(Html::paragraph)
                    .collect(Collectors.joining()),
            "evaluate --metrics gridpg_2x2,gridpg_3x3,random_logit"),
        new Chapters.Content(
            RANKING,
            "Ranking",
            "How far can the ranking be relied on?",
            "Whether other images, another occlusion strategy or another metric would put the methods in the "
                + "same order. A metric whose halves disagree cannot rank methods that are close.",
            figure(Chapter.RANKS, results, formats)
                + named(tables, RankingTables.RELIABILITY)
                + folded(
                    "Reliability of every other metric",
                    named(tables, RankingTables.RELIABILITY_OF_OTHERS))
                + folded(
                    "Agreement of every metric with the primary one",
                    named(tables, RankingTables.AGREEMENT))
                + otherModel(tables),
            "evaluate"));
  }

  /** Methods that were measured, but not by every metric. */
  private static String leftOut(Results results) {
    Set<String> measured = Set.copyOf(results.methods());
    return results.failures().stream()
        .filter(row -> !row.isOfAnImage() && measured.contains(row.stage()))
        .map(row -> Html.paragraph(row.stage() + " " + row.reason() + "."))
        .collect(Collectors.joining());
  }

  /** Only where another model was evaluated and compared. */
  private static String otherModel(List<PaperTable> tables) {
    String html = named(tables, ModelTables.PRIMARY);
    String others =
        folded("Every other metric on the other model", named(tables, ModelTables.OTHERS));
    return html.isEmpty() && others.isEmpty()
        ? ""
        : "<h3>Would another model rank them alike?</h3>\n" + html + others;
  }

  private static String figure(Figure figure, Results results, FigureFormats formats) {
    return Page.figure(figure, figure.plots(results), formats);
  }

  private static String folded(String title, String html) {
    return html.isEmpty() ? "" : Html.folded(title, html);
  }

  private static String named(List<PaperTable> tables, String name) {
    return tables.stream()
        .filter(table -> table.name().equals(name))
        .map(Html::table)
        .collect(Collectors.joining());
  }
}
