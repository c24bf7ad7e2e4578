package vitexplain.study.plan;

import java.util.Arrays;
import vitexplain.metric.input.Thresholds;
import vitexplain.metric.kind.ChangeMetric;
import vitexplain.metric.kind.MosaicMetric;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.metric.kind.StabilityMetric;
import vitexplain.study.occlusion.Fill;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Signal;

/** What a plan costs before anything is run, in forward passes, which nearly all of its time is. */
public final class StudyCost {
  /** The image as it is, and under two fills its object kept and removed. */
  private static final int PASSES_OF_A_BACKGROUND = 5;

  private StudyCost() {}

  /** Explanations that the sanity checks of one image take beyond the image's own. */
  public static int explanationsPerCheckedImage(StudyPlan plan, VitConfig model) {
    int seeds = plan.sanity().seeds();
    int explanations = 0;
    for (SanityMetric metric : plan.family(SanityMetric.class)) {
      if (!StudyPlan.repeats(metric)) {
        explanations += Math.min(seeds, model.classes() - 1);
      } else if (!plan.askedAgain().isEmpty()) {
        explanations += seeds * SanityPlan.depths(metric.change(), model.blocks()).length;
      }
    }
    return explanations;
  }

  /**
   * The most explanations by all methods that one image takes beyond its sanity checks: of two
   * classes, with their noisy copies if no method is left out there.
   */
  public static int explanationsPerImage(StudyPlan plan) {
    boolean ofCopies =
        !plan.family(StabilityMetric.class).isEmpty()
            && plan.askedAgain().size() == plan.methods().size();
    int ofOneClass = 1 + (ofCopies ? StabilityMetric.DRAWS : 0);
    return plan.asksAgain() ? 2 * ofOneClass : ofOneClass;
  }

  /**
   * The most passes over the model that one explanation by all methods takes: one that they share,
   * and those of signals that take several.
   */
  public static long passesPerExplanation(StudyPlan plan) {
    return 1 + plan.needs().stream().mapToLong(Signal::passes).filter(passes -> passes > 1).sum();
  }

  /**
   * The most forward passes that one class of one image takes; orders that agree share theirs. The
   * explanations themselves come on top.
   */
  public static long passesPerImage(StudyPlan plan) {
    long methods = plan.methods().size();
    long passes = 0;
    for (Fill fill : plan.fills()) {
      long steps = Arrays.stream(plan.removedShares(fill)).filter(share -> share > 0).count();
      passes += 2 * steps * methods;
    }
    passes +=
        plan.subsets().stream().mapToLong(subsets -> subsets.count(plan.methods().size())).sum();
    if (!plan.family(ChangeMetric.class).isEmpty()) {
      passes += methods * (1 + Thresholds.sweep().length);
    }
    passes += plan.references().size();
    return passes;
  }

  /** Explanations of mosaics, one for each cell; none of those with more cells than classes. */
  public static long explanationsOfMosaics(StudyPlan plan, VitConfig model) {
    return plan.mosaicMetrics().stream()
        .mapToInt(MosaicMetric::cells)
        .filter(cells -> cells <= model.classes())
        .mapToLong(cells -> (long) cells * plan.across().mosaics())
        .sum();
  }

  /**
   * The most forward passes of images without their object or their background.
   *
   * @param masked images with a mask
   */
  public static long passesOfBackgrounds(StudyPlan plan, int masked) {
    return plan.changesBackgrounds()
        ? (long) PASSES_OF_A_BACKGROUND * Math.min(masked, plan.across().backgrounds())
        : 0;
  }
}
