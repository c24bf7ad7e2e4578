package vitexplain.study;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vitexplain.explain.Explainer;
import vitexplain.explain.Heatmap;
import vitexplain.image.Mask;
import vitexplain.image.Pixels;
import vitexplain.image.Preprocessor;
import vitexplain.vit.Signal;
import vitexplain.vit.Targets;
import vitexplain.vit.Trace;
import vitexplain.vit.Vit;

/**
 * One unit of work: a model, an image and a plan to maps and rows. A pure function of its
 * arguments, so units may run anywhere in any order.
 */
public final class ImageStudy {

  /**
   * What one image gave.
   *
   * @param maps by method id, in the plan's order
   * @param target the class that was explained
   * @param rows values for the run folder
   */
  public record Outcome(Map<String, Heatmap> maps, int target, MeasuredRows rows) {}

  private final Vit model;
  private final Preprocessor preprocessor;
  private final StudyPlan plan;

  public ImageStudy(Vit model, Preprocessor preprocessor, StudyPlan plan) {
    this.model = model;
    this.preprocessor = preprocessor;
    this.plan = plan;
  }

  /**
   * Explains and scores one image.
   *
   * @param name the image's name in every row
   * @param image decoded, its own size
   * @param mask of the same size; metrics against a mask are left out without one
   */
  public Outcome run(String name, Pixels image, Optional<Mask> mask) {
    float[] input = preprocessor.apply(image);
    try (NDManager scope = model.newScope();
        Trace trace = trace(model.pixels(scope, input))) {
      int target = trace.targets()[0];
      Map<String, Heatmap> maps = new LinkedHashMap<>();
      for (Explainer method : plan.methods()) {
        maps.put(method.id(), method.explain(trace).heatmap(0));
      }
      MeasuredRows rows = new MeasuredRows(name, maps);
      MapScores.add(rows, plan, maps);
      if (mask.isPresent()) {
        new MaskScores(plan, mask.get(), preprocessor.region(image.width(), image.height()))
            .add(rows, maps);
      }
      if (plan.perturbs()) {
        for (Fill fill : plan.fills()) {
          float[] replacement = fill.replacement(input, model.config(), preprocessor);
          PatchEraser eraser = new PatchEraser(model.config(), input, replacement);
          TargetScorer scorer = new TargetScorer(model, eraser, target, plan.batch());
          new PerturbationScores(plan, fill, scorer).add(rows, maps);
        }
      }
      return new Outcome(maps, target, rows);
    }
  }

  /** One trace with all that the methods need; they share it. */
  private Trace trace(NDArray pixels) {
    Set<Signal> needs = new LinkedHashSet<>();
    plan.methods().forEach(method -> needs.addAll(method.needs()));
    return model.trace(pixels, Targets.predicted(), needs);
  }
}
