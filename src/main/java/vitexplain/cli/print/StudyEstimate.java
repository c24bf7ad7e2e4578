package vitexplain.cli.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vitexplain.explain.map.Explainer;
import vitexplain.study.plan.StudyCost;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.model.VitConfig;

/** What a study will ask of the model for one image, by the names that its account has. */
public final class StudyEstimate {
  private StudyEstimate() {}

  /** Lines for the terminal: perturbed inputs, then maps, then what a map takes by method. */
  public static List<String> lines(StudyPlan plan, VitConfig model) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "passes over perturbed inputs of an image, at most: "
            + list(StudyCost.passesByPurpose(plan)));
    lines.add(
        "maps of an image by all methods, at most: " + list(StudyCost.mapsByPurpose(plan, model)));
    for (Explainer method : plan.methods()) {
      if (method.passes() > 1) {
        lines.add(
            String.format(Locale.ROOT, "a map by %s: %,d passes", method.id(), method.passes()));
      }
    }
    return lines;
  }

  private static String list(Map<String, Long> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((name, count) -> parts.add(String.format(Locale.ROOT, "%s %,d", name, count)));
    return String.join(", ", parts);
  }
}
