package vitexplain.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.report.results.Condition;
import vitexplain.report.results.Cost;
import vitexplain.report.results.Results;
import vitexplain.run.row.LatencyRow;

/** What the run says about cost, of how many of its methods. */
final class CostSentences {

  /** What the interval of a ratio is. */
  private static final String INTERVAL =
      "[lowest, highest of the processes; of one, from JMH's 99.9 % errors]";

  private CostSentences() {}

  /** None without times of the evaluated model. */
  static List<String> of(Results results, Optional<String> best) {
    List<String> methods = compared(results);
    List<Cost> costs = Cost.of(results, methods);
    if (costs.isEmpty()) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    best.flatMap(id -> costs.stream().filter(cost -> cost.method().equals(id)).findFirst())
        .ifPresent(
            cost ->
                sentences.add(
                    String.format(
                        Locale.ROOT,
                        "It takes %s times as long as the forward pass.",
                        cost.text())));
    sentences.add(range(results, methods, costs));
    return sentences;
  }

  /** Evaluated methods, or without an evaluation those that were timed; no controls. */
  private static List<String> compared(Results results) {
    List<String> evaluated =
        results.methods().stream().filter(method -> !results.roster().isControl(method)).toList();
    return !evaluated.isEmpty()
        ? evaluated
        : results.averages().stream()
            .filter(LatencyRow::isExplanation)
            .map(LatencyRow::method)
            .filter(method -> !results.roster().isControl(method))
            .distinct()
            .toList();
  }

  private static String range(Results results, List<String> methods, List<Cost> costs) {
    Cost least = costs.get(0);
    Cost most = costs.get(costs.size() - 1);
    String which =
        results.methods().isEmpty()
            ? costs.size() == 1 ? "1 method was timed" : costs.size() + " methods were timed"
            : costs.size() == methods.size()
                ? "Each of the " + methods.size() + " methods was timed"
                : costs.size()
                    + " of the "
                    + methods.size()
                    + (costs.size() == 1 ? " methods was timed" : " methods were timed");
    String condition = Condition.of(results.time(least.method()).orElseThrow()).label();
    String spread =
        costs.size() == 1
            ? String.format(Locale.ROOT, "%s takes %s forward passes", least.method(), least.text())
            : least.isBelow(most)
                ? String.format(
                    Locale.ROOT,
                    "a map takes from %s (%s) to %s (%s) forward passes",
                    least.text(),
                    least.method(),
                    most.text(),
                    most.method())
                : String.format(
                    Locale.ROOT,
                    "a map takes %s (%s) or %s (%s) forward passes, and as these intervals overlap the run does not order the methods by cost",
                    least.text(),
                    least.method(),
                    most.text(),
                    most.method());
    return String.format(Locale.ROOT, "%s (%s): %s %s.", which, condition, spread, INTERVAL);
  }
}
