package vitexplain.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.text.StringSubstitutor;
import vitexplain.base.Sha256;
import vitexplain.report.chart.FigureFormats;
import vitexplain.report.chart.Plot;
import vitexplain.report.figure.Figure;
import vitexplain.report.results.Family;
import vitexplain.report.results.ModelUse;
import vitexplain.report.results.Results;
import vitexplain.report.table.CopyCostTable;
import vitexplain.report.table.CorrectTables;
import vitexplain.report.table.Html;
import vitexplain.report.table.LatencyTables;
import vitexplain.report.table.MainTable;
import vitexplain.report.table.MapCostTables;
import vitexplain.report.table.ModelUseTable;
import vitexplain.report.table.PairTables;
import vitexplain.report.table.PaperTable;
import vitexplain.report.table.PeerTables;
import vitexplain.report.table.ReproductionTable;
import vitexplain.report.table.SettledTable;

/**
 * The run as one self-contained page: no request, pictures inside. Its one script is named by its
 * hash, so that a browser runs nothing else, whatever names are in the files.
 */
public final class Page {

  private Page() {}

  public static String of(Results results, List<PaperTable> tables, FigureFormats formats) {
    String script = resource("page.js");
    Chapters chapters = chapters(results, tables, formats);
    StringSubstitutor template =
        new StringSubstitutor(
            Map.ofEntries(
                Map.entry("style", resource("page.css")),
                Map.entry("script", script),
                Map.entry("scriptHash", hash(script)),
                Map.entry("heading", Heading.html(results)),
                Map.entry("navigation", navigation(chapters)),
                Map.entry("answer", answer(results, tables, formats)),
                Map.entry("chapters", chapters.html()),
                Map.entry("terms", Glossary.html(results)),
                Map.entry("limits", Caveats.html(results)),
                Map.entry("failures", Provenance.failures(results)),
                Map.entry("provenance", Provenance.html(results.manifest()))));
    // A file may be named ${...}: only the template's own places are filled.
    return template.setDisableSubstitutionInValues(true).replace(resource("page.html"));
  }

  /** As a Content-Security-Policy names a script. */
  private static String hash(String script) {
    return "sha256-"
        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.ofText(script)));
  }

  private static String navigation(Chapters chapters) {
    return link("answer", "The answer")
        + chapters.filled().stream()
            .map(chapter -> link(chapter.id(), chapter.menu()))
            .collect(Collectors.joining())
        + link("terms", "Terms")
        + link("limits", "Limits")
        + link("failures", "Failures")
        + link("provenance", "Provenance");
  }

  private static String link(String id, String text) {
    return "<a href=\"#" + id + "\">" + Html.escape(text) + "</a>";
  }

  private static String answer(Results results, List<PaperTable> tables, FigureFormats formats) {
    if (results.summary().isEmpty()) {
      return ServingAnswer.html(results, tables);
    }
    List<String> sentences = Conclusions.sentences(results);
    return "<p class=\"lead\">"
        + Glossary.linked(sentences.get(0))
        + "</p>\n"
        + list(sentences.subList(1, sentences.size()))
        + named(tables, MainTable.NAME)
        + correct(results, tables)
        + figure(Chapter.ANSWER, Chapter.ANSWER.plots(results), formats)
        + settled(tables)
        + PairTables.html(tables);
  }

  /** Of a study that may have ended before its images did. */
  private static String settled(List<PaperTable> tables) {
    return contains(tables, SettledTable.NAME)
        ? "<h3>When was each pair decided?</h3>\n" + named(tables, SettledTable.NAME)
        : "";
  }

  /** The answer over the images that the model classifies correctly, where there are others. */
  private static String correct(Results results, List<PaperTable> tables) {
    return contains(tables, CorrectTables.MAIN)
        ? Html.folded(
            "Over the images that the model classifies correctly",
            named(tables, CorrectTables.MAIN))
        : CorrectTables.remark(results).map(Html::paragraph).orElse("");
  }

  private static String list(List<String> sentences) {
    return sentences.isEmpty()
        ? ""
        : "<ul>\n"
            + sentences.stream()
                .map(sentence -> "<li>" + Html.escape(sentence) + "</li>\n")
                .collect(Collectors.joining())
            + "</ul>\n";
  }

  private static Chapters chapters(
      Results results, List<PaperTable> tables, FigureFormats formats) {
    List<Chapters.Content> all = new ArrayList<>();
    Chapter.ALL.forEach(chapter -> all.add(content(chapter, results, tables, formats)));
    all.addAll(TrustChapters.all(results, tables, formats));
    all.add(
        new Chapters.Content(
            "other",
            "Other metrics",
            "What else was measured?",
            "",
            FamilyTables.html(Family.OTHER, tables),
            ""));
    all.add(gallery(results, tables, formats));
    return new Chapters(all);
  }

  /** The cases for a reader to browse; as a picture where an older run left no maps alone. */
  private static Chapters.Content gallery(
      Results results, List<PaperTable> tables, FigureFormats formats) {
    Chapter gallery = Chapter.GALLERY;
    String cases = Cases.html(results);
    if (cases.isEmpty()) {
      return content(gallery, results, tables, formats);
    }
    String files =
        gallery.figures().stream()
            .flatMap(figure -> figure.plots(results).stream())
            .map(plot -> formats.links(plot.name()))
            .collect(Collectors.joining());
    return new Chapters.Content(
        gallery.id(),
        gallery.menu(),
        gallery.question(),
        gallery.lead(),
        cases + (files.isBlank() ? "" : "<p class=\"facts\">" + files.strip() + "</p>\n"),
        gallery.command());
  }

  private static Chapters.Content content(
      Chapter chapter, Results results, List<PaperTable> tables, FigureFormats formats) {
    StringBuilder body = new StringBuilder();
    for (Figure figure : chapter.figures()) {
      body.append(figure(figure, figure.plots(results), formats));
    }
    if (chapter.id().equals("localisation")) {
      body.append(modelUse(results, tables));
    }
    Family.of(chapter.id()).forEach(family -> body.append(FamilyTables.html(family, tables)));
    if (chapter.id().equals(Chapter.PUBLISHED)) {
      body.append(ReproductionTable.html(tables));
    }
    if (chapter.id().equals("cost")) {
      body.append(costTables(results, tables));
    }
    return new Chapters.Content(
        chapter.id(),
        chapter.menu(),
        chapter.question(),
        chapter.lead(),
        body.toString(),
        chapter.command());
  }

  /** What a number of localisation is worth on this model; nothing without masks. */
  private static String modelUse(Results results, List<PaperTable> tables) {
    String heading = "<h3>Does the model use the object?</h3>\n";
    return contains(tables, ModelUseTable.NAME)
        ? heading + named(tables, ModelUseTable.NAME)
        : ModelUse.of(results).map(use -> heading + Html.paragraph(use.sentence())).orElse("");
  }

  private static String costTables(Results results, List<PaperTable> tables) {
    StringBuilder body = new StringBuilder();
    if (!results.latency().isEmpty()) {
      body.append(Html.folded("Every time measured", LatencyTables.html(tables)));
    }
    if (contains(tables, PeerTables.NAME)) {
      body.append("<h3>Ours against theirs</h3>\n").append(named(tables, PeerTables.NAME));
    }
    if (contains(tables, CopyCostTable.NAME)) {
      body.append("<h3>The evaluation itself</h3>\n")
          .append(named(tables, CopyCostTable.NAME))
          .append(named(tables, MapCostTables.PURPOSES))
          .append(named(tables, MapCostTables.METHODS));
    }
    return body.toString();
  }

  private static boolean contains(List<PaperTable> tables, String name) {
    return tables.stream().anyMatch(table -> table.name().equals(name));
  }

  /** As many plots as the figure shows at once; the others are folded away. */
  static String figure(Figure figure, List<Plot> plots, FigureFormats formats) {
    int shown = Math.min(figure.unfolded(), plots.size());
    String open = html(plots.subList(0, shown), formats);
    List<Plot> rest = plots.subList(shown, plots.size());
    return rest.isEmpty()
        ? open
        : open + Html.folded(rest.size() + " more of this kind", html(rest, formats));
  }

  private static String html(List<Plot> plots, FigureFormats formats) {
    return plots.stream().map(plot -> Html.figure(plot, formats)).collect(Collectors.joining());
  }

  private static String named(List<PaperTable> tables, String name) {
    return tables.stream()
        .filter(table -> table.name().equals(name))
        .map(Html::table)
        .findFirst()
        .orElse(Html.paragraph("Not measured in this run."));
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
