package vitexplain.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import vitexplain.report.results.DataFacts;
import vitexplain.report.results.ModelFit;
import vitexplain.report.results.ModelNames;
import vitexplain.report.results.Results;
import vitexplain.report.table.Html;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.LatencyRow;

/**
 * What was run, under the page's title: one line for the study, one for its data and one for the
 * times, since study and times may be of different models, days and machines. Folders are named
 * without the path to them.
 */
final class Heading {

  /** Key in {@link Section#notes}: how many images there were to choose from. */
  static final String AVAILABLE = "images_available";

  /** Key in {@link Section#notes}: how many of them were taken and why not all. */
  static final String LEFT_OUT = "images_left_out";

  /** Stands for the model where a benchmark has none. */
  private static final String NO_MODEL = "-";

  private static final int SHORT_COMMIT = 10;

  private static final int DATE = 10;

  private Heading() {}

  static String html(Results results) {
    String lines =
        lines(results).stream()
            .map(line -> "<p class=\"facts\">" + Html.escape(line) + "</p>\n")
            .collect(Collectors.joining());
    return lines.isEmpty()
        ? "<p class=\"facts\">No manifest: where these numbers come from is not known.</p>\n"
        : lines;
  }

  static List<String> lines(Results results) {
    List<String> lines = new ArrayList<>();
    results.manifest().section("evaluate").ifPresent(s -> lines.add(study(results, s)));
    DataFacts.of(results).ifPresent(data -> lines.add("Data: " + String.join(" · ", data.words())));
    results.manifest().section("bench").ifPresent(s -> lines.add(times(results, s)));
    results.manifest().section("reproduce").ifPresent(s -> lines.add(protocol(results, s)));
    return lines;
  }

  private static String protocol(Results results, Section section) {
    List<String> origin = origin(section);
    return String.join(
        " · ",
        "Published protocol: " + section.config().getOrDefault("protocol", "unknown"),
        "model " + ModelNames.plain(section.model()),
        results.reproduction().stream()
            .map(row -> row.images() + " of " + row.available() + " pictures")
            .findFirst()
            .orElse("no picture yet"),
        section.config().getOrDefault("dtype", "dtype unknown"),
        origin.get(1),
        origin.get(2));
  }

  private static String study(Results results, Section section) {
    List<String> facts = new ArrayList<>();
    facts.add("Study: model " + ModelNames.plain(section.model()));
    ModelFit.of(results).ifPresent(fit -> facts.addAll(fit.facts()));
    facts.add(DataFacts.name(section) + ", " + images(results, section));
    facts.addAll(origin(section));
    return String.join(" · ", facts);
  }

  private static String times(Results results, Section section) {
    List<String> facts = new ArrayList<>();
    facts.add(
        "Times: model "
            + results.latency().stream()
                .map(LatencyRow::model)
                .distinct()
                .filter(model -> !model.equals(NO_MODEL))
                .map(ModelNames::plain)
                .collect(Collectors.joining(", ")));
    facts.add(
        results.latency().stream()
            .map(row -> row.device() + ", " + row.dtype())
            .distinct()
            .collect(Collectors.joining("; ")));
    facts.add(section.environment().cpu());
    facts.addAll(origin(section));
    return facts.stream().filter(fact -> !fact.isEmpty()).collect(Collectors.joining(" · "));
  }

  private static List<String> origin(Section section) {
    String commit = section.environment().gitCommit();
    return List.of(
        "profile " + section.profile(),
        commit.isEmpty() ? "commit unknown" : "commit " + shortened(commit),
        section.start().substring(0, Math.min(DATE, section.start().length())));
  }

  private static String shortened(String commit) {
    String hash = commit.replaceFirst("-dirty$", "");
    return hash.substring(0, Math.min(SHORT_COMMIT, hash.length()))
        + (commit.endsWith("-dirty") ? ", sources changed" : "");
  }

  /** As in {@code 8 of 16 so far}, and how many were never asked for. */
  static String images(Results results, Section section) {
    Counts counts = section.counts();
    int seen = counts.done() + counts.failed();
    List<String> parts = new ArrayList<>();
    String leftOut = section.notes().getOrDefault(LEFT_OUT, "");
    if (seen < counts.planned()) {
      boolean settled = section.notes().containsKey(Section.SETTLED);
      parts.add(
          String.format(
              Locale.ROOT,
              settled ? "%d of %d images, then settled" : "%d of %d so far",
              seen,
              counts.planned()));
    } else if (leftOut.isEmpty()) {
      boolean all =
          section.notes().getOrDefault(AVAILABLE, "").equals(Integer.toString(counts.planned()));
      parts.add((all ? "all " : "") + counts.planned() + " images");
    }
    if (!leftOut.isEmpty()) {
      parts.add(leftOut.replaceFirst("\\.$", ""));
    }
    if (results.failedImages() > 0) {
      parts.add(results.failedImages() + " failed");
    }
    if (results.failedMasks() > 0) {
      parts.add(results.failedMasks() + " without a usable mask");
    }
    return String.join("; ", parts);
  }
}
