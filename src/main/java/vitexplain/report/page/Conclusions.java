package vitexplain.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import vitexplain.report.results.Comparisons;
import vitexplain.report.results.Decisions;
import vitexplain.report.results.Format;
import vitexplain.report.results.ModelFit;
import vitexplain.report.results.Results;
import vitexplain.report.results.SanityCounts;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.ReliabilityRow;
import vitexplain.run.row.SanityRow;
import vitexplain.run.row.SummaryRow;

/**
 * The run's result in sentences: what its files say and no more. Where they say nothing, since the
 * model guesses or the images are few, no method is put first.
 */
public final class Conclusions {

  /** Below it a measure is commonly held too unreliable to compare by (Nunnally 1978). */
  private static final double RELIABLE = 0.8;

  private Conclusions() {}

  /** One or more sentences, or none without an evaluation. */
  public static List<String> sentences(Results results) {
    List<String> sentences = new ArrayList<>();
    if (results.summary().isEmpty()) {
      sentences.addAll(ServingSentences.of(results));
      sentences.addAll(CostSentences.of(results, Optional.empty()));
      return sentences;
    }
    unfinished(results).ifPresent(sentences::add);
    Optional<SummaryRow> best = best(results);
    Optional<String> objection = ModelFit.of(results).flatMap(ModelFit::objection);
    if (best.isEmpty()) {
      sentences.add("The primary number, srg, was not measured in this run: it ranks no methods.");
      sentences.addAll(CostSentences.of(results, Optional.empty()));
    } else if (objection.isPresent()) {
      sentences.add(objection.get());
      sentences.add(
          "What a map is faithful to is then no knowledge, so this run puts no method above another.");
      sentences.addAll(CostSentences.of(results, Optional.empty()));
    } else {
      sentences.addAll(ranking(results, best.get()));
    }
    sentences.addAll(ServingSentences.budget(results));
    return sentences;
  }

  private static Optional<String> unfinished(Results results) {
    return results
        .manifest()
        .section("evaluate")
        .filter(section -> !section.notes().containsKey(Section.SETTLED))
        .map(Section::counts)
        .filter(counts -> counts.done() + counts.failed() < counts.planned())
        .map(Conclusions::unfinished);
  }

  private static String unfinished(Counts counts) {
    return String.format(
        Locale.ROOT,
        "This evaluation is not finished: %d of %d images so far.",
        counts.done() + counts.failed(),
        counts.planned());
  }

  private static Optional<SummaryRow> best(Results results) {
    List<SummaryRow> ranked = results.ranked(results.primaryFill());
    Optional<String> first =
        results.settled().isEmpty()
            ? Optional.empty()
            : Comparisons.of(results, PairRow.BEST).rows().stream()
                .map(Comparisons.Comparison::methodA)
                .findFirst();
    // Means over different images are not compared with each other.
    return ranked.stream()
        .filter(row -> first.isEmpty() || row.method().equals(first.get()))
        .max(Comparator.comparingDouble(SummaryRow::mean));
  }

  private static List<String> ranking(Results results, SummaryRow best) {
    Comparisons rivals = Comparisons.of(results, PairRow.BEST);
    Comparisons control = Comparisons.of(results, PairRow.CONTROL);
    Optional<String> tooFew = rivals.tooFew().or(control::tooFew);
    List<String> sentences = new ArrayList<>();
    boolean named = tooFew.isEmpty() && isAboveChance(best, control);
    sentences.add(
        tooFew.isPresent()
            ? tooFew.get() + " The means stand in the table; none is called the highest."
            : leading(results, best, rivals, named));
    Decisions.of(results).map(Decisions::answer).ifPresent(sentences::add);
    sentences.addAll(
        CostSentences.of(results, named ? Optional.of(best.method()) : Optional.empty()));
    if (named) {
      sanity(results, best.method()).ifPresent(sentences::add);
    }
    sentences.addAll(ControlSentences.of(results));
    sentences.addAll(FillSentences.of(results, best.method()));
    reliability(results).ifPresent(sentences::add);
    return sentences;
  }

  /** By the test against the random control; without one by the interval. */
  private static boolean isAboveChance(SummaryRow best, Comparisons control) {
    return control.isEmpty() ? best.ciLow() > 0 : control.better().contains(best.method());
  }

  private static String leading(
      Results results, SummaryRow row, Comparisons rivals, boolean aboveChance) {
    String number =
        String.format(
            Locale.ROOT,
            "srg %s, fill %s, %s",
            Format.interval(row),
            row.fill(),
            Format.n(List.of(row)));
    if (!aboveChance) {
      return String.format(
          Locale.ROOT,
          "No method of this run is shown to be more faithful than a random map; %s comes first (%s).",
          row.method(),
          number);
    }
    String first =
        String.format(
            Locale.ROOT,
            "%s has the highest mean faithfulness of this run (%s)",
            row.method(),
            number);
    if (rivals.isEmpty()) {
      return results.ranked(row.fill()).size() == 1
          ? String.format(
              Locale.ROOT, "%s is the only method of this run (%s).", row.method(), number)
          : first + "; whether its lead is more than chance was not tested.";
    }
    List<String> equal = rivals.undecided();
    return first
        + (equal.isEmpty()
            ? ". Its lead over every other method compared is significant "
            : String.format(Locale.ROOT, ". This run cannot tell it from %s ", listed(equal)))
        + rivals.test()
        + ".";
  }

  private static Optional<String> sanity(Results results, String best) {
    SanityCounts counts =
        SanityCounts.of(best, results.folder().table(SanityRow.SCHEMA).readIfPresent());
    return counts.isEmpty() || counts.allPassed()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Not all sanity checks of %s are passed: %s (n = %d images).",
                best,
                counts.text(),
                counts.images()));
  }

  /** What stands in the way of reading the order of the methods as their rank. */
  private static Optional<String> reliability(Results results) {
    return results.folder().table(ReliabilityRow.SCHEMA).readIfPresent().stream()
        .filter(row -> row.metric().equals(Results.SRG))
        .filter(row -> row.fill().equals(results.primaryFill()))
        .filter(row -> row.splitHalf() < RELIABLE)
        .findFirst()
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "Do not rely on the order of the methods by srg: two halves of these images agree on it with %s [%s, %s] only (split-half reliability).",
                    Format.number(row.splitHalf(), 2),
                    Format.number(row.ciLow(), 2),
                    Format.number(row.ciHigh(), 2)));
  }

  /** As in {@code a, b and c}. */
  static String listed(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : names.subList(0, last).stream().collect(Collectors.joining(", "))
            + " and "
            + names.get(last);
  }
}
