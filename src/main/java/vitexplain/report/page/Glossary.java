package vitexplain.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vitexplain.report.results.Results;
import vitexplain.report.table.Html;

/**
 * What the page's terms mean: those of the field, and every metric as the run folder defines it.
 * Where a chapter's opening words use one first, they lead here.
 */
final class Glossary {

  /**
   * A term of the field.
   *
   * @param id ends its place in the page
   * @param name as the list shows it
   * @param words how texts spell it, a regular expression
   * @param meaning one or two sentences, with the source where there is one
   */
  private record Term(String id, String name, String words, String meaning) {}

  private static final List<Term> TERMS =
      List.of(
          new Term(
              "morf",
              "MoRF, deletion",
              "MoRF|most relevant first|most-relevant-first",
              "Patches are removed with the most relevant first. The probability of a faithful map's class falls early. Samek et al. 2017, arXiv:1509.06321."),
          new Term(
              "lerf",
              "LeRF, insertion",
              "LeRF|least relevant first|least-relevant-first",
              "Patches are removed with the least relevant first; read backwards, the most relevant come in first. Samek et al. 2017, arXiv:1509.06321."),
          new Term(
              "srg",
              "SRG",
              "SRG|srg",
              "Symmetric relevance gain: the area between the LeRF and the MoRF curve. 0 for a random map. Bluecher et al. 2024, arXiv:2401.06654."),
          new Term(
              "fill",
              "occlusion strategy, fill",
              "occlusion strateg(?:y|ies)|fills?",
              "What stands in the place of a removed patch: a colour, a blurred image, an estimate from the neighbours (ROAD, Rong et al. 2022, arXiv:2202.00449), or nothing at all (drop: the model sees the remaining tokens only)."),
          new Term(
              "control",
              "control",
              "controls?",
              "A map that knows nothing about the image or the model (random, centre, constant), or a method's map degraded on purpose. It shows what a number is worth and wins nothing."),
          new Term(
              "chance", "chance", "chance", "What a map that knows nothing scores on average."),
          new Term(
              "ap",
              "AP, average precision",
              "AP|[Aa]verage precision",
              "Area under precision against recall of the map's pixels against the mask, over all thresholds. Chance is the share of foreground."),
          new Term(
              "interval",
              "95 % interval",
              "intervals?",
              "Bootstrap over images: where the mean would lie for other images of the same kind. Differences of methods are paired, on the same images."),
          new Term(
              "forward",
              "forward pass",
              "forward pass",
              "The model's prediction by itself, without an explanation: what is needed anyway."),
          new Term(
              "sanity",
              "sanity check",
              "[Ss]anity checks?|random weights",
              "A part of the model is started again from random weights, or another class is asked for; the map must change. Adebayo et al. 2018, arXiv:1810.03292."),
          new Term(
              "tau",
              "Kendall's tau",
              "Kendall's tau",
              "Agreement of two rankings: 1 the same, 0 unrelated, -1 reversed."));

  private static final Pattern ANY =
      Pattern.compile(
          "\\b(?:" + TERMS.stream().map(Term::words).collect(Collectors.joining("|")) + ")\\b");

  private Glossary() {}

  /** A text as HTML in which the first use of each term leads to its meaning. */
  static String linked(String text) {
    Matcher found = ANY.matcher(text);
    StringBuilder html = new StringBuilder();
    List<Term> used = new ArrayList<>();
    int end = 0;
    while (found.find()) {
      Optional<Term> term =
          TERMS.stream().filter(t -> found.group().matches(t.words())).findFirst();
      if (term.isPresent() && !used.contains(term.get())) {
        used.add(term.get());
        html.append(Html.escape(text.substring(end, found.start())))
            .append(link(term.get(), found.group()));
        end = found.end();
      }
    }
    return html.append(Html.escape(text.substring(end))).toString();
  }

  private static String link(Term term, String word) {
    return String.format(
        Locale.ROOT,
        "<a class=\"term\" href=\"#term-%s\" title=\"%s\">%s</a>",
        term.id(),
        Html.escape(term.meaning()),
        Html.escape(word));
  }

  /** All terms, then all metrics of the run. */
  static String html(Results results) {
    String terms =
        TERMS.stream()
            .map(term -> entry(" id=\"term-" + term.id() + "\"", term.name(), term.meaning()))
            .collect(Collectors.joining());
    List<List<String>> metrics =
        results.metrics().stream()
            .map(
                row ->
                    List.of(
                        row.metric(),
                        row.definition(),
                        row.direction(),
                        row.chance(),
                        row.source()))
            .toList();
    return "<dl>\n"
        + terms
        + "</dl>\n"
        + (metrics.isEmpty()
            ? ""
            : Html.folded(
                "The " + metrics.size() + " metrics of this run",
                Html.words(
                    List.of("metric", "definition", "direction", "chance", "source"), metrics)));
  }

  private static String entry(String id, String name, String meaning) {
    return "<dt" + id + ">" + Html.escape(name) + "</dt><dd>" + Html.escape(meaning) + "</dd>\n";
  }
}
