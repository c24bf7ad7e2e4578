package vitexplain.report.page;

import java.util.List;
import java.util.stream.Stream;
import vitexplain.report.figure.BatchFigure;
import vitexplain.report.figure.CostFigure;
import vitexplain.report.figure.DepthFigure;
import vitexplain.report.figure.Figure;
import vitexplain.report.figure.GalleryFigure;
import vitexplain.report.figure.IntervalFigure;
import vitexplain.report.figure.LatencyFigure;
import vitexplain.report.figure.PeersFigure;
import vitexplain.report.figure.PerturbationFigure;
import vitexplain.report.figure.PublishedFigure;
import vitexplain.report.figure.RankFigure;
import vitexplain.report.figure.SpeedupFigure;
import vitexplain.report.figure.ThresholdFigure;
import vitexplain.report.figure.TokensFigure;
import vitexplain.report.results.Results;

/**
 * One question of the page and the figures that answer it.
 *
 * @param id anchor in the page
 * @param menu its name in the navigation
 * @param question heading
 * @param lead a sentence or two before the figures
 * @param figures what is drawn, in order
 * @param command the command that makes what they need; empty where none is missed
 */
public record Chapter(
    String id, String menu, String question, String lead, List<Figure> figures, String command) {

  /** The chapter of published protocols; not missed where none was run. */
  static final String PUBLISHED = "published";

  /** The page's questions, in order. A new figure goes into the list of one of them. */
  static final List<Chapter> ALL =
      List.of(
          new Chapter(
              "faithfulness",
              "Faithfulness",
              "Does the map show what the model used?",
              "Remove the patches that a map calls relevant and see how the class probability "
                  + "falls; then those that it calls irrelevant. The area between the two curves, "
                  + "srg, is the primary number: 0 for a random map, higher is better.",
              List.of(
                  new IntervalFigure(
                      Results.SRG,
                      "Faithfulness",
                      "A method whose interval reaches the line of chance shows nothing about the "
                          + "model. Occlusion strategies differ in what they put in place of a patch; a ranking "
                          + "that depends on the strategy is no ranking."),
                  new PerturbationFigure(),
                  ThresholdFigure.ofChanges()),
              "evaluate"),
          new Chapter(
              "localisation",
              "Localisation",
              "Does the map lie on the object?",
              "Agreement with the masks. A model may use the background, so a faithful map can "
                  + "score low here: read it beside the faithfulness, not in its place.",
              List.of(
                  new IntervalFigure(
                      "ap_fg",
                      "Average precision",
                      "Average precision of the map's pixels against the mask, over all "
                          + "thresholds. Chance is the share of foreground."),
                  ThresholdFigure.ofMasks()),
              "evaluate --masks DIR"),
          new Chapter(
              "shape",
              "Shape",
              "What are the maps like?",
              "How concentrated a map is. Neither end is better; a number above may be owed to it.",
              List.of(),
              "evaluate"),
          new Chapter(
              "cost",
              "Cost",
              "What does it cost?",
              "From pixels to a map, against the forward pass that the model needs anyway.",
              List.of(
                  new LatencyFigure(),
                  new SpeedupFigure(),
                  new PeersFigure(),
                  BatchFigure.THROUGHPUT,
                  BatchFigure.MEMORY,
                  new TokensFigure()),
              "bench"),
          new Chapter(
              PUBLISHED,
              "Published",
              "Does it give the numbers of the paper?",
              "A published evaluation as its authors ran it, and the numbers that they published.",
              List.of(new PublishedFigure()),
              ""));

  /** Opens the page, beside the table: both answers in one figure. */
  static final Figure ANSWER = new CostFigure();

  /** Draws the sanity checks that have a depth. */
  static final Figure DEPTH = new DepthFigure();

  /** Draws how the methods' order depends on the occlusion strategy. */
  static final Figure RANKS = new RankFigure();

  /** What comes last of the results: the cases themselves. */
  static final Chapter GALLERY =
      new Chapter(
          "gallery",
          "Gallery",
          "What do the maps look like?",
          "The best and the worst cases by the primary number.",
          List.of(new GalleryFigure()),
          "evaluate");

  /** Every figure of the page. */
  public static List<Figure> figuresOfAll() {
    return Stream.of(
            Stream.of(ANSWER, DEPTH, RANKS),
            ALL.stream().flatMap(chapter -> chapter.figures().stream()),
            GALLERY.figures().stream())
        .flatMap(figures -> figures)
        .toList();
  }
}
