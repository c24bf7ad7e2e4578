package vitexplain.study.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vitexplain.explain.map.Explainer;
import vitexplain.run.row.FailureRow;
import vitexplain.study.occlusion.Fill;
import vitexplain.vit.model.VitConfig;

/**
 * A plan for one model: what nobody asked for by name and has no meaning for it is left out.
 *
 * @param plan what is left
 * @param leftOut why the rest is not, a row for each method and occlusion strategy
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
    return new SuitedPlan(
        new StudyPlan(
            methods,
            plan.metrics(),
            fills,
            plan.unit(),
            plan.levels(),
            plan.batch(),
            plan.seed(),
            plan.sanity(),
            plan.across()),
        leftOut);
  }
}
