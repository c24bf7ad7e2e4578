package vitexplain.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.report.table.Html;
import vitexplain.run.Manifest;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;

/** The manifest and the failures as parts of the page. */
final class Provenance {

  /** Notes of what was found, not of what was left out. */
  private static final Set<String> FACTS = Set.of(Heading.AVAILABLE, Section.CLASSES, Section.DATA);

  private Provenance() {}

  /** A table for each command, then the file itself. */
  static String html(Manifest manifest) {
    if (manifest.sections().isEmpty()) {
      return Html.missing("There is no manifest.json.", "all");
    }
    String tables =
        manifest.sections().entrySet().stream()
            .map(
                entry ->
                    "<h3>"
                        + Html.escape(entry.getKey())
                        + "</h3>\n"
                        + Html.words(List.of("fact", "value"), facts(entry.getValue())))
            .collect(Collectors.joining());
    return tables
        + Html.folded(
            "manifest.json",
            "<pre tabindex=\"0\" role=\"region\" aria-label=\"manifest.json\">"
                + Html.escape(manifest.json())
                + "</pre>\n");
  }

  private static List<List<String>> facts(Section s) {
    Environment e = s.environment();
    List<List<String>> rows = new ArrayList<>();
    add(rows, "command", s.commandLine());
    add(rows, "began, ended", s.start() + ", " + (s.end().isEmpty() ? "not ended" : s.end()));
    add(
        rows,
        "planned, done, failed, degenerate",
        String.format(
            Locale.ROOT,
            "%d, %d, %d, %d",
            s.counts().planned(),
            s.counts().done(),
            s.counts().failed(),
            s.counts().degenerate()));
    add(rows, "model", s.model());
    add(rows, "model SHA-256", s.modelSha256());
    add(rows, "configuration SHA-256", s.configSha256());
    add(rows, "data set", s.notes().getOrDefault(Section.DATA, ""));
    add(rows, "image list SHA-256", s.imageListSha256());
    add(rows, "seeds", joined(s.seeds()));
    add(rows, "measured", joined(s.measured()));
    add(rows, "git commit", e.gitCommit());
    add(rows, "Java", e.java());
    add(rows, "JVM flags", String.join(" ", e.jvmFlags()));
    if (!e.djl().isEmpty() || !e.libtorch().isEmpty()) {
      add(rows, "DJL, libtorch", e.djl() + ", " + e.libtorch());
    }
    add(rows, "CUDA", e.cuda());
    add(rows, "driver", e.driver());
    add(rows, "system", e.os());
    add(
        rows,
        "processor",
        String.format(
            Locale.ROOT, "%s, %d cores, %d threads used", e.cpu(), e.cores(), e.threads()));
    return rows;
  }

  private static void add(List<List<String>> rows, String name, String value) {
    if (!value.isEmpty()) {
      rows.add(List.of(name, value));
    }
  }

  private static String joined(Map<String, ?> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(entry -> entry.getKey() + " " + rounded(entry.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String rounded(Object value) {
    return value instanceof Double number ? Format.milliseconds(number) : value.toString();
  }

  /** Failures by image and notes on what was skipped. */
  static String failures(Results results) {
    List<List<String>> rows = new ArrayList<>();
    results.failures().forEach(f -> rows.add(List.of(f.image(), f.stage(), f.reason())));
    results
        .manifest()
        .sections()
        .forEach(
            (command, section) ->
                new TreeMap<>(section.notes())
                    .forEach(
                        (what, why) -> {
                          if (!FACTS.contains(what)) {
                            rows.add(List.of(what.replace('_', ' '), command, why));
                          }
                        }));
    return rows.isEmpty()
        ? Html.paragraph(nothing(results))
        : Html.words(List.of("what", "stage", "reason"), rows);
  }

  /** That nothing was left out is known only where the run says how many images there were. */
  private static String nothing(Results results) {
    boolean complete =
        results
            .manifest()
            .section("evaluate")
            .filter(section -> Heading.images(results, section).startsWith("all "))
            .isPresent();
    return complete ? "Nothing failed and nothing was left out." : "Nothing failed.";
  }
}
