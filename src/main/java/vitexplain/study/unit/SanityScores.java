package vitexplain.study.unit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Grids;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.metric.kind.SanityMetric.Change;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.occlusion.PassTally;
import vitexplain.study.plan.SanityPlan;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.Reinitialised;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Targets;

/**
 * What becomes of an image's maps when parts of the model start again from random weights, or
 * another class is explained. The class explained stays the one that the trained model predicts.
 *
 * <p>Random weights follow from the plan's seed alone, the same for every image; they are drawn
 * again for each image, one set at a time, which takes less than one of the explanations and keeps
 * no more than a second model in memory. Methods of too many passes are asked about other classes
 * only.
 *
 * @param plan its methods and metrics
 * @param instance the image in hand; its seed draws the other classes
 */
record SanityScores(StudyPlan plan, Instance instance) {

  void add(MeasuredRows rows, Explanation explained) {
    List<SanityMetric> metrics = plan.family(SanityMetric.class);
    boolean reinitialises =
        !plan.askedAgain().isEmpty() && metrics.stream().anyMatch(StudyPlan::repeats);
    for (int seed = 0; reinitialises && seed < plan.sanity().seeds(); seed++) {
      try (Reinitialised again = new Reinitialised(instance.model(), weightsSeed(seed))) {
        for (SanityMetric metric : metrics) {
          reinitialised(rows, explained, metric, again, seed);
        }
      }
    }
    for (SanityMetric metric : metrics) {
      if (metric.change() == Change.CLASS) {
        otherClasses(rows, explained, metric);
      }
    }
  }

  private void reinitialised(
      MeasuredRows rows,
      Explanation explained,
      SanityMetric metric,
      Reinitialised again,
      int seed) {
    for (int depth : SanityPlan.depths(metric.change(), instance.model().config().blocks())) {
      switch (metric.change()) {
        case HEAD -> compare(rows, explained, metric, again.head(), "", seed);
        case TOP_DOWN -> compare(rows, explained, metric, again.topDown(depth), "" + depth, seed);
        case BOTTOM_UP -> compare(rows, explained, metric, again.bottomUp(depth), "" + depth, seed);
        case CLASS -> {}
      }
    }
  }

  /** Closes the model. */
  private void compare(
      MeasuredRows rows,
      Explanation explained,
      SanityMetric metric,
      Vit changed,
      String level,
      int seed) {
    try (changed) {
      Map<String, float[]> maps =
          maps(PassTally.REINITIALISED, changed, plan.askedAgain(), explained.classIndex());
      add(rows, explained, metric, maps, level, seed);
    }
  }

  private void otherClasses(MeasuredRows rows, Explanation explained, SanityMetric metric) {
    List<Integer> others = others(explained.classIndex());
    for (int seed = 0; seed < others.size(); seed++) {
      Map<String, float[]> maps =
          maps(PassTally.CLASSES, instance.model(), plan.methods(), others.get(seed));
      add(rows, explained, metric, maps, "", seed);
    }
  }

  private static void add(
      MeasuredRows rows,
      Explanation explained,
      SanityMetric metric,
      Map<String, float[]> changed,
      String level,
      int seed) {
    changed.forEach(
        (method, map) -> {
          float[] before = Grids.flat(explained.maps().get(method).scored());
          rows.checked(explained, method, metric.name(), level, seed, metric.of(before, map));
        });
  }

  /** Raw maps by method. */
  private Map<String, float[]> maps(
      String purpose, Vit model, List<Explainer> methods, int target) {
    Map<String, float[]> maps = new LinkedHashMap<>();
    new MethodMaps(model, instance.passes())
        .of(purpose, methods, new float[][] {instance.input()}, Targets.of(target))
        .maps()
        .forEach((method, found) -> maps.put(method, found.scored(0)));
    return maps;
  }

  /** Other classes in a random order, as many as there are seeds. */
  private List<Integer> others(int predicted) {
    List<Integer> others =
        IntStream.range(0, instance.model().config().classes())
            .filter(k -> k != predicted)
            .boxed()
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(others, new Random(instance.seed()));
    return others.subList(0, Math.min(plan.sanity().seeds(), others.size()));
  }

  /**
   * Far from seeds that anybody types: a model must not be given back the weights it began with.
   */
  private long weightsSeed(int seed) {
    SplittableRandom random = new SplittableRandom(plan.seed());
    return random.ints(seed + 1L, 0, Integer.MAX_VALUE).skip(seed).findFirst().orElseThrow();
  }
}
