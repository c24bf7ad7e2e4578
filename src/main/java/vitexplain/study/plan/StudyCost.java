package vitexplain.study.plan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import vitexplain.metric.input.Thresholds;
import vitexplain.metric.kind.ChangeMetric;
import vitexplain.metric.kind.MosaicMetric;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.metric.kind.StabilityMetric;
import vitexplain.metric.kind.SubsetMetric;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.PassTally;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Signal;

/** What a plan costs before anything is run, in forward passes, which nearly all of its time is. */
public final class StudyCost {
  /** The image as it is, and under two fills its object kept and removed. */
  private static final int PASSES_OF_A_BACKGROUND = 5;

  private StudyCost() {}

  /**
   * The most inputs of one image that are explained, by purpose: of one class or two, and of its
   * sanity checks, if it is one that is checked.
   */
  public static Map<String, Long> mapsByPurpose(StudyPlan plan, VitConfig model) {
    long classes = plan.asksAgain() ? 2 : 1;
    Map<String, Long> maps = new LinkedHashMap<>();
    maps.put(PassTally.IMAGES, classes);
    if (!plan.family(StabilityMetric.class).isEmpty() && !plan.askedAgain().isEmpty()) {
      maps.put(PassTally.NOISY, classes * StabilityMetric.DRAWS);
    }
    long seeds = plan.sanity().seeds();
    for (SanityMetric metric : plan.family(SanityMetric.class)) {
      if (!StudyPlan.repeats(metric)) {
        maps.merge(PassTally.CLASSES, Math.min(seeds, model.classes() - 1), Long::sum);
      } else if (!plan.askedAgain().isEmpty()) {
        long depths = SanityPlan.depths(metric.change(), model.blocks()).length;
        maps.merge(PassTally.REINITIALISED, seeds * depths, Long::sum);
      }
    }
    return maps;
  }

  /** Explanations that the sanity checks of one image take beyond the image's own. */
  public static int explanationsPerCheckedImage(StudyPlan plan, VitConfig model) {
    Map<String, Long> maps = mapsByPurpose(plan, model);
    return Math.toIntExact(
        maps.getOrDefault(PassTally.CLASSES, 0L) + maps.getOrDefault(PassTally.REINITIALISED, 0L));
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
    return passesByPurpose(plan).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same by purpose: an occlusion strategy's id, or what {@link PassTally} calls it. */
  public static Map<String, Long> passesByPurpose(StudyPlan plan) {
    long methods = plan.methods().size();
    Map<String, Long> passes = new LinkedHashMap<>();
    for (Fill fill : plan.fills()) {
      long steps = Arrays.stream(plan.removedShares(fill)).filter(share -> share > 0).count();
      passes.merge(fill.id(), 2 * steps * methods, Long::sum);
    }
    for (SubsetMetric.Subsets subsets : plan.subsets()) {
      passes.merge(plan.primaryFill().id(), (long) subsets.count(plan.methods().size()), Long::sum);
    }
    if (!plan.family(ChangeMetric.class).isEmpty()) {
      passes.put(PassTally.MULTIPLIED, methods * (1 + Thresholds.sweep().length));
    }
    if (!plan.references().isEmpty()) {
      passes.put(PassTally.REFERENCE, (long) plan.references().size());
    }
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
