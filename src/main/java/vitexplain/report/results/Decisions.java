package vitexplain.report.results;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.SettledRow;

/**
 * How a study that may end before its images do came to its answer, and what that saved.
 *
 * @param rows what is known of each pair
 * @param seen images that were evaluated or failed
 * @param planned images that there are
 * @param settled whether every pair is decided
 * @param margin of equivalence, 0 if none was declared
 * @param measured maps that were measured: a method on an image each
 * @param all maps that a study of every image would measure
 * @param passes forward passes of perturbed inputs; NaN if a run was cut off, whose are not known
 */
public record Decisions(
    List<SettledRow> rows,
    int seen,
    int planned,
    boolean settled,
    double margin,
    long measured,
    long all,
    double passes) {

  /** Open pairs that are named; there may be hundreds. */
  private static final int NAMED = 3;

  private static final Pattern MARGIN = Pattern.compile("margin (\\S+)$");

  public Decisions {
    rows = List.copyOf(rows);
  }

  /** Empty of a study of every image. */
  public static Optional<Decisions> of(Results results) {
    List<SettledRow> rows = results.settled();
    Optional<Section> study = results.manifest().section("evaluate");
    return rows.isEmpty() ? Optional.empty() : study.map(section -> of(results, section, rows));
  }

  private static Decisions of(Results results, Section study, List<SettledRow> rows) {
    int seen = study.counts().seen();
    int planned = study.counts().planned();
    List<String> methods =
        Stream.of(study.config().getOrDefault("methods", "").split(" "))
            .filter(id -> !id.isEmpty())
            .toList();
    long measured =
        methods.stream()
            .mapToLong(id -> SettledRow.measured(rows, results.roster().averagedAs(id), seen))
            .sum();
    boolean whole = study.runs().stream().noneMatch(run -> run.end().isEmpty());
    return new Decisions(
        rows,
        seen,
        planned,
        rows.stream().allMatch(SettledRow::isDecided),
        margin(study.config().getOrDefault("until", "")),
        measured,
        (long) methods.size() * planned,
        whole ? study.measured().getOrDefault("forward_passes", Double.NaN) : Double.NaN);
  }

  private static double margin(String rule) {
    Matcher number = MARGIN.matcher(rule);
    return number.find() ? Double.parseDouble(number.group(1)) : 0;
  }

  /** How many pairs are decided, after how many images, and which are not. */
  public String answer() {
    long unequal = rows.stream().filter(SettledRow::isUnequal).count();
    long equal = rows.stream().filter(row -> row.verdict().equals(SettledRow.EQUIVALENT)).count();
    List<String> open =
        rows.stream()
            .filter(row -> !row.isDecided())
            .map(row -> row.methodA() + " and " + row.methodB())
            .toList();
    return String.format(
        Locale.ROOT,
        "After %d of %d images %d of %d pairs of methods are decided: %d different%s.%s",
        seen,
        planned,
        unequal + equal,
        rows.size(),
        unequal,
        margin > 0 ? ", " + equal + " equivalent within " + margin : "",
        open.isEmpty()
            ? ""
            : " Open: "
                + String.join("; ", open.subList(0, Math.min(NAMED, open.size())))
                + (open.size() > NAMED ? " and " + (open.size() - NAMED) + " more." : "."));
  }

  /** What was left out, against every method on every image. */
  public String saving() {
    double share = (double) measured / all;
    double saved = passes * (1 - share) / share;
    return String.format(
        Locale.ROOT,
        "Measured %,d of %,d maps, a method on an image each: %.0f %% of a study of every image%s.",
        measured,
        all,
        100 * share,
        Double.isFinite(saved) && saved >= 1
            ? String.format(Locale.ROOT, ", which saved about %,.0f forward passes", saved)
            : "");
  }
}
