package vitexplain.study.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.MethodSeed;
import vitexplain.metric.kind.Metric;
import vitexplain.run.row.FailureRow;
import vitexplain.study.occlusion.Fill;
import vitexplain.vit.model.VitConfig;

/**
 * A plan for one model: what nobody asked for by name and has no meaning for it is left out.
 *
 * @param plan what is left
 * @param leftOut why the rest is not, a row for each method and occlusion strategy; and a row for
 *     each method that some of the metrics leave out
 */
public record SuitedPlan(StudyPlan plan, List<FailureRow> leftOut) {

  public SuitedPlan {
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Suits a plan to a model.
   *
   * @param methodsChosen whether the methods were asked for by name, so that all of them stay
   * @param fillsChosen likewise the occlusion strategies
   */
  public static SuitedPlan of(
      StudyPlan plan, VitConfig model, boolean methodsChosen, boolean fillsChosen) {
    List<FailureRow> leftOut = new ArrayList<>();
    List<Explainer> methods = new ArrayList<>();
    for (Explainer method : plan.methods()) {
      Optional<String> reason = methodsChosen ? Optional.empty() : method.unsuitableFor(model);
      reason.ifPresentOrElse(
          why -> leftOut.add(FailureRow.leftOut(method.id(), why)), () -> methods.add(method));
    }
    List<Fill> fills = new ArrayList<>();
    for (Fill fill : plan.fills()) {
      Optional<String> reason = fillsChosen ? Optional.empty() : fill.unsuitableFor(model);
      reason.ifPresentOrElse(
          why -> leftOut.add(FailureRow.leftOut(fill.id(), why)), () -> fills.add(fill));
    }
    StudyPlan suited =
        new StudyPlan(
            methods,
            plan.metrics(),
            fills,
            plan.unit(),
            plan.levels(),
            plan.batch(),
            plan.seed(),
            plan.sanity(),
            plan.across());
    leftOut.addAll(notAskedAgain(suited));
    return new SuitedPlan(suited, leftOut);
  }

  private static List<FailureRow> notAskedAgain(StudyPlan plan) {
    String metrics = plan.repeating().stream().map(Metric::name).collect(Collectors.joining(", "));
    return plan.methods().stream()
        .filter(method -> !metrics.isEmpty() && !plan.sanity().asksAgain(method))
        .map(
            method ->
                FailureRow.leftOut(
                    MethodSeed.without(method.id()), without(metrics, method.passes())))
        .distinct()
        .toList();
  }

  private static String without(String metrics, int passes) {
    return String.format(
        Locale.ROOT,
        "takes %,d passes a map and is measured without %s, which ask for dozens of maps of an image; --most-passes %d includes it",
        passes,
        metrics,
        passes);
  }
}
