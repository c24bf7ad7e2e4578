package vitexplain.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import vitexplain.report.results.BudgetVerdict;
import vitexplain.report.results.Condition;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.provenance.Budget;
import vitexplain.run.row.LatencyRow;

/** What a bench says to someone who wants to use a method in a service. */
final class ServingSentences {
  /** More names than this are counted, and stand in the table. */
  private static final int FEW = 8;

  private ServingSentences() {}

  /** The budget, the tail of a call, and the first call of a process; none without times. */
  static List<String> of(Results results) {
    List<String> sentences = new ArrayList<>(budget(results));
    sentences.addAll(tails(results));
    sentences.addAll(coldStarts(results));
    return sentences;
  }

  /** One sentence for each answer to a budget; none without one. */
  static List<String> budget(Results results) {
    return results.budget().map(time -> budget(results, time)).orElse(List.of());
  }

  private static List<String> budget(Results results, Budget time) {
    Map<BudgetVerdict.Answer, List<BudgetVerdict>> byAnswer =
        BudgetVerdict.of(results.latency(), time).stream()
            .collect(
                Collectors.groupingBy(
                    BudgetVerdict::answer, LinkedHashMap::new, Collectors.toList()));
    if (byAnswer.isEmpty()) {
      return List.of("Budget of " + time.text() + " a call: " + BudgetVerdict.NONE);
    }
    List<String> sentences = new ArrayList<>();
    for (BudgetVerdict.Answer answer : BudgetVerdict.Answer.values()) {
      List<BudgetVerdict> verdicts = byAnswer.getOrDefault(answer, List.of());
      if (!verdicts.isEmpty()) {
        sentences.add(
            String.format(
                Locale.ROOT,
                "Budget of %s a call, by p99: %s: %s.",
                time.text(),
                answer.text(),
                named(
                    verdicts.stream()
                        .map(
                            v ->
                                String.format(
                                    Locale.ROOT,
                                    "%s (%s, batch %d; %s)",
                                    v.row().method(),
                                    v.row().model(),
                                    v.row().batch(),
                                    v.reason()))
                        .toList())));
      }
    }
    return sentences;
  }

  private static String named(List<String> all) {
    return all.size() <= FEW
        ? String.join("; ", all)
        : String.join("; ", all.subList(0, FEW))
            + "; and "
            + (all.size() - FEW)
            + " more, in the table";
  }

  /** The 99th percentile at the smallest batch of each condition; the mean where there is none. */
  private static List<String> tails(Results results) {
    List<LatencyRow> single = results.latency("sample");
    boolean known = single.stream().anyMatch(LatencyRow::isExplanation);
    Map<Condition, List<LatencyRow>> byCondition = new LinkedHashMap<>();
    for (LatencyRow row : known ? single : results.averages()) {
      if (row.isExplanation() && !results.roster().isControl(row.method())) {
        byCondition.computeIfAbsent(Condition.of(row), key -> new ArrayList<>()).add(row);
      }
    }
    return byCondition.keySet().stream()
        .filter(c -> c.batch() == smallest(byCondition, c))
        .map(c -> known ? tail(c, byCondition.get(c)) : mean(c, byCondition.get(c)))
        .toList();
  }

  private static int smallest(Map<Condition, List<LatencyRow>> all, Condition condition) {
    return all.keySet().stream()
        .filter(other -> other.anyBatch().equals(condition.anyBatch()))
        .mapToInt(Condition::batch)
        .min()
        .orElseThrow();
  }

  private static String tail(Condition condition, List<LatencyRow> rows) {
    return String.format(
        Locale.ROOT,
        "99 of 100 calls take no longer than (p99; %s): %s.",
        condition.label(),
        named(
            rows.stream()
                .sorted(Comparator.comparingDouble(LatencyRow::scoreMs))
                .map(
                    row ->
                        row.method()
                            + (Double.isFinite(row.p99Ms())
                                ? " " + Format.milliseconds(row.p99Ms()) + " ms"
                                : " unknown, median " + Format.milliseconds(row.p50Ms()) + " ms")
                            + ", n = "
                            + row.repeats().samples())
                .toList()));
  }

  private static String mean(Condition condition, List<LatencyRow> rows) {
    return String.format(
        Locale.ROOT,
        "Calls were not timed one by one, so there is no p99; a call takes on average (%s): %s.",
        condition.label(),
        named(
            rows.stream()
                .sorted(Comparator.comparingDouble(LatencyRow::scoreMs))
                .map(row -> row.method() + " " + Format.milliseconds(row.scoreMs()) + " ms")
                .toList()));
  }

  private static List<String> coldStarts(Results results) {
    return results.latency("ss").stream()
        .filter(row -> row.benchmark().equals("cold-start"))
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "The first map of a process, with engine and model to load, takes %s ms (%s; %s).",
                    Format.milliseconds(row.scoreMs()),
                    row.method(),
                    Condition.of(row).label()))
        .toList();
  }
}
