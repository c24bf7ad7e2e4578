package vitexplain.study.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.MethodSeed;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.run.row.SampleRow;
import vitexplain.statistics.Settling;
import vitexplain.statistics.Settling.Pair;
import vitexplain.study.plan.StoppingRule;
import vitexplain.study.plan.StudyPlan;

/**
 * How far a study has come that may end when its methods are told apart. It compares every two
 * methods that take part in rankings, and each with the random control, by the primary metric of
 * the predicted class; seeds of a method are averaged. It depends on the images' values in their
 * order and on nothing else, so it can be computed again from a run folder. Immutable.
 *
 * @param plan of the study, all methods included
 * @param settling of the pairs
 */
public record Settlement(StudyPlan plan, Settling settling) {

  /**
   * Before any image.
   *
   * @throws Refusal if the plan does not measure the primary metric, or has no pair of methods
   */
  public static Settlement of(StudyPlan plan, StoppingRule rule) {
    if (plan.fills().isEmpty()
        || !plan.curveMetrics(plan.primaryFill()).contains(Faithfulness.SRG)) {
      throw Refusal.request(
          "--until settled goes by the metric '"
              + Faithfulness.SRG.name()
              + "' with the first of --fills, which this plan does not measure. Add it to --metrics.");
    }
    List<Pair> pairs = pairs(compared(plan));
    if (pairs.isEmpty()) {
      throw Refusal.request(
          "--until settled compares methods, and this plan has no two to compare: controls other than '"
              + Methods.controlFor(Methods.CHANCE).name()
              + "' are not compared. Name two or more in --methods.");
    }
    return new Settlement(
        plan, Settling.of(pairs, Faithfulness.SRG.info().range(), rule.alpha(), rule.margin()));
  }

  /** Methods that are compared, in the plan's order; seeds of one method are one. */
  static List<String> compared(StudyPlan plan) {
    return plan.methods().stream()
        .map(Explainer::id)
        .map(MethodSeed::without)
        .filter(Settlement::isCompared)
        .distinct()
        .toList();
  }

  private static boolean isCompared(String method) {
    return Rankings.isRanked(method) || method.equals(Methods.controlFor(Methods.CHANCE).name());
  }

  private static List<Pair> pairs(List<String> methods) {
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < methods.size(); a++) {
      for (int b = a + 1; b < methods.size(); b++) {
        pairs.add(new Pair(methods.get(a), methods.get(b)));
      }
    }
    return pairs;
  }

  /**
   * With one more image.
   *
   * @param rows of it; an image without any could not be evaluated and does not count
   */
  public Settlement after(List<SampleRow> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    Map<String, List<Double>> seeds = new LinkedHashMap<>();
    for (SampleRow row : rows) {
      if (row.metric().equals(Faithfulness.SRG.name())
          && row.fill().equals(plan.primaryFill().id())
          && row.target().equals(SampleRow.PREDICTED)) {
        seeds
            .computeIfAbsent(MethodSeed.without(row.method()), method -> new ArrayList<>())
            .add(row.value());
      }
    }
    Map<String, Double> means = new LinkedHashMap<>();
    seeds.forEach((method, values) -> means.put(method, mean(values)));
    return new Settlement(plan, settling.after(means));
  }

  /** NaN if a seed has none. */
  private static double mean(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.size();
  }

  /**
   * The plan of the next image: without the methods about which nothing is open. Controls that are
   * in no pair are measured to the end, since the methods that stay are read beside them.
   */
  public StudyPlan next() {
    return plan.with(plan.methods().stream().filter(method -> isMeasured(method.id())).toList());
  }

  private boolean isMeasured(String id) {
    String method = MethodSeed.without(id);
    return !isCompared(method) || settling.isOpen(method);
  }

  /** Whether every pair has a verdict: no further image is needed. */
  public boolean isSettled() {
    return settling.isSettled();
  }

  /** For a reader, as in {@code 4 of 6 pairs decided}. */
  public String words() {
    return settling.decidedAt().size() + " of " + settling.comparisons().size() + " pairs decided";
  }
}
