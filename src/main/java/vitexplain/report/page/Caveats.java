package vitexplain.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import vitexplain.report.results.DegenerateMaps;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.report.table.Html;
import vitexplain.run.provenance.Bfloat16Error;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.SummaryRow;

/** What a reader must not conclude from a run. */
final class Caveats {

  private static final String TRAINED_WITH_DROPS = "demo-drop";
  private static final Set<String> EMBEDDED = Set.of("demo", TRAINED_WITH_DROPS);

  private Caveats() {}

  static String html(Results results) {
    return "<ul>\n"
        + lines(results).stream()
            .map(line -> "<li>" + Html.escape(line) + "</li>\n")
            .collect(Collectors.joining())
        + "</ul>\n";
  }

  /** What the manifest says was fixed before the first image. */
  private static String declared(Results results) {
    return results
        .manifest()
        .section("evaluate")
        .map(section -> section.config().getOrDefault("primary", ""))
        .filter(primary -> !primary.isEmpty())
        .map(primary -> " and was declared before the run (" + primary + ")")
        .orElse(" (" + Results.SRG + ", " + results.primaryFill() + ")");
  }

  private static String counted(Results results) {
    String degenerate =
        results
            .manifest()
            .section("evaluate")
            .map(section -> degenerate(section.counts().degenerate(), DegenerateMaps.of(results)))
            .orElse("");
    long failed = results.failedImages();
    return String.format(
        Locale.ROOT, "Images that failed and are in no mean: %d.%s", failed, degenerate);
  }

  private static String degenerate(int count, Optional<DegenerateMaps> maps) {
    String which = maps.map(DegenerateMaps::text).orElse("");
    return String.format(
        Locale.ROOT,
        " Of the maps, %d %s, so that there is nothing to scale by%s.",
        count,
        count == 1 ? "was constant or not finite" : "were constant or not finite",
        count == 0
            ? ""
            : (which.isEmpty() ? "" : ": " + which)
                + "; they stay in the means, where they have a value, and a reader should ask why");
  }

  private static boolean ofTheDropModel(Results results) {
    return results
        .manifest()
        .section("evaluate")
        .filter(section -> section.model().equals(TRAINED_WITH_DROPS))
        .isPresent();
  }

  private static List<String> lines(Results results) {
    List<String> lines = new ArrayList<>();
    if (!results.summary().isEmpty()) {
      List<SummaryRow> counted = results.rows(Results.SRG, row -> true);
      lines.add(
          String.format(
              Locale.ROOT,
              "Intervals are over the images of one data set (%s). They say nothing about other images or other models.",
              Format.n(counted.isEmpty() ? results.summary() : counted)));
      lines.add(
          String.format(
              Locale.ROOT,
              "One number ranks the methods%s; every other metric was looked at beside it, without a correction for how many there are.",
              declared(results)));
      if (!results.settled().isEmpty()) {
        lines.add(
            "This study could end as soon as its methods were told apart. Only the verdicts and intervals of settled.csv allow for that; every other interval and p value is as if the number of images had been fixed before, and may look surer than it is.");
        lines.add(
            "Methods were left out once nothing about them was open: means with different n are over different images. Differences of pairs are over the images of both, rankings over those of all methods.");
      }
      lines.add(counted(results));
      results
          .manifest()
          .section("evaluate")
          .flatMap(Bfloat16Error::of)
          .ifPresent(error -> lines.add(error.sentence()));
      lines.add(
          "Removing patches makes images that "
              + (ofTheDropModel(results)
                  ? "the model never saw, but for token drop, which it was trained with down to a quarter of the patches."
                  : "the model never saw.")
              + " That is why several occlusion strategies are shown and none is called the truth.");
      lines.add("A mask shows where the object is, not what the model looked at.");
    }
    if (results.manifest().sections().values().stream()
        .map(Section::model)
        .anyMatch(EMBEDDED::contains)) {
      lines.add(
          "The embedded model is small and was trained on drawn scenes. It shows that the harness works; judge methods on a model of your own.");
    }
    if (!results.latency().isEmpty()) {
      lines.add(
          "Times are of one machine on one day. Ratios to the forward pass travel better than milliseconds, and neither is known for other hardware.");
    }
    lines.add(
        "The methods are implemented from their papers; those of the kind variant in methods.csv reproduce another project and are no recommendation.");
    return lines;
  }
}
