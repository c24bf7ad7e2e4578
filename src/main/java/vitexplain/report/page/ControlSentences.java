package vitexplain.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.report.results.Comparisons;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.SummaryRow;

/** How many methods do better than maps that know nothing of the model or the image. */
final class ControlSentences {
  /** More names than this are counted. */
  private static final int FEW = 4;

  private ControlSentences() {}

  /** None of a control that was not measured. */
  static List<String> of(Results results) {
    List<String> sentences = new ArrayList<>();
    against(Comparisons.of(results, PairRow.CONTROL), "a random map").ifPresent(sentences::add);
    against(Comparisons.of(results, PairRow.CENTRE), "a blob in the middle of every image")
        .ifPresent(sentences::add);
    onTheObject(results, "ap_fg", "").ifPresent(sentences::add);
    onTheObject(results, "miou", "0.50").ifPresent(sentences::add);
    return sentences;
  }

  private static Optional<String> against(Comparisons tests, String control) {
    if (tests.isEmpty() || tests.tooFew().isPresent()) {
      return Optional.empty();
    }
    int all = tests.rows().size();
    List<String> better = tests.better();
    List<String> others = tests.notBetter();
    String who =
        better.isEmpty()
            ? "No method"
            : others.isEmpty()
                ? "Each of the " + all + " methods"
                : better.size() + " of " + all + " methods";
    String exceptions =
        better.isEmpty() || others.isEmpty() || others.size() > FEW
            ? ""
            : ", not " + Conclusions.listed(others);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s %s shown to be more faithful than %s%s %s.",
            who,
            better.size() > 1 && !others.isEmpty() ? "are" : "is",
            control + " (control " + tests.rows().get(0).methodB() + ")",
            exceptions,
            tests.test()));
  }

  /** A blob in the middle is often on the object: what it reaches is no merit of a method. */
  private static Optional<String> onTheObject(Results results, String metric, String level) {
    Optional<SummaryRow> centre =
        results
            .roster()
            .control(MethodRow.CENTRE_PRIOR)
            .flatMap(id -> results.row(id, metric, "", level));
    List<SummaryRow> methods =
        results.rows(
            metric,
            row ->
                row.level().equals(level)
                    && Double.isFinite(row.mean())
                    && !results.roster().isControl(row.method()));
    List<String> below =
        methods.stream()
            .filter(row -> centre.filter(c -> row.mean() < c.mean()).isPresent())
            .map(SummaryRow::method)
            .toList();
    return below.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "By %s%s the control %s (%s) has a higher mean than %d of %d methods%s.",
                metric,
                level.isEmpty() ? "" : " @ " + level,
                centre.get().method(),
                Format.number(centre.get().mean(), 3),
                below.size(),
                methods.size(),
                below.size() <= FEW ? ", " + Conclusions.listed(below) : ""));
  }
}
