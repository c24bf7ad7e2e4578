package vitexplain.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import vitexplain.run.LatencyRow;
import vitexplain.run.PairRow;
import vitexplain.run.ReliabilityRow;
import vitexplain.run.SanityRow;
import vitexplain.run.SummaryRow;

/** The run's result in sentences: what its files say and no more. */
final class Answer {

  /** Below it a measure is commonly held too unreliable to compare by (Nunnally 1978). */
  private static final double RELIABLE = 0.8;

  private Answer() {}

  /** One or more sentences, or none without an evaluation. */
  static List<String> sentences(Results results) {
    Optional<SummaryRow> best = best(results);
    if (best.isEmpty()) {
      return List.of();
    }
    SummaryRow row = best.get();
    List<String> sentences = new ArrayList<>();
    sentences.add(leading(row));
    results.time(row.method()).ifPresent(time -> sentences.add(price(time)));
    rivals(results).ifPresent(sentences::add);
    sanity(results, row.method()).ifPresent(sentences::add);
    reliability(results).ifPresent(sentences::add);
    return sentences;
  }

  private static Optional<String> sanity(Results results, String best) {
    SanityCounts counts =
        SanityCounts.of(best, results.folder().table(SanityRow.SCHEMA).readIfPresent());
    return counts.isEmpty() || counts.allPassed()
        ? Optional.empty()
        : Optional.of(
            "Not all of its sanity checks are passed: %s (n = %d images)."
                .formatted(counts.text(), counts.images()));
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
                "Do not rely on the order of the methods by srg: two halves of these images agree on it with %s [%s, %s] only (split-half reliability)."
                    .formatted(
                        Format.number(row.splitHalf(), 2),
                        Format.number(row.ciLow(), 2),
                        Format.number(row.ciHigh(), 2)));
  }

  private static Optional<SummaryRow> best(Results results) {
    String fill = results.primaryFill();
    return results
        .rows(
            Results.SRG,
            row ->
                row.fill().equals(fill)
                    && row.level().isEmpty()
                    && Double.isFinite(row.mean())
                    && !Controls.contain(row.method()))
        .stream()
        .max(Comparator.comparingDouble(SummaryRow::mean));
  }

  private static String price(LatencyRow time) {
    return "It takes %s times as long as the forward pass (measured on %s)."
        .formatted(Format.number(time.ratioToForward(), 2), Condition.of(time).label());
  }

  private static String leading(SummaryRow row) {
    String number =
        "srg %s, fill %s, %s".formatted(Format.interval(row), row.fill(), Format.n(List.of(row)));
    return row.ciLow() > 0
        ? "%s has the highest mean faithfulness of this run (%s).".formatted(row.method(), number)
        : "No method of this run is shown to be more faithful than chance; %s comes first (%s)."
            .formatted(row.method(), number);
  }

  /** Methods that the paired tests do not tell from the best; nothing if they were not made. */
  private static Optional<String> rivals(Results results) {
    List<PairRow> pairs =
        results.pairs().stream()
            .filter(pair -> pair.metric().equals(Results.SRG))
            .filter(pair -> pair.question().equals(PairRow.BEST))
            .toList();
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    List<String> equal =
        pairs.stream().filter(pair -> !pair.decided()).map(PairRow::methodB).toList();
    return Optional.of(
        equal.isEmpty()
            ? "Its lead over every other method compared is significant (paired permutation test, Holm, 5 %)."
            : "This run cannot tell it from %s (paired permutation test, Holm, 5 %%)."
                .formatted(listed(equal)));
  }

  /** As in {@code a, b and c}. */
  private static String listed(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : names.subList(0, last).stream().collect(Collectors.joining(", "))
            + " and "
            + names.get(last);
  }
}
