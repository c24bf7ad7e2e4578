package vitexplain.study.unit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.study.occlusion.PassTally;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * Maps by several methods. Those of one pass share a trace; those of several passes have one of
 * their own, so that its time is known to be theirs.
 *
 * @param model asked, which may be a changed one
 * @param passes counts its runs
 */
public record MethodMaps(Vit model, PassTally passes) {

  /**
   * What the methods and the model said.
   *
   * @param maps by method id, in the order of the methods, one an image
   * @param classes explained, one an image
   * @param logits [image][class]
   */
  public record Answer(Map<String, Maps> maps, int[] classes, float[][] logits) {}

  /**
   * Explains a batch of images.
   *
   * @param purpose that the maps are counted under
   * @param methods of distinct ids
   * @param inputs normalised, [image][C * height * width]
   * @param targets the classes to explain
   */
  public Answer of(String purpose, List<Explainer> methods, float[][] inputs, Targets targets) {
    return passes.run(purpose, inputs.length, () -> explained(methods, inputs, targets));
  }

  private Answer explained(List<Explainer> methods, float[][] inputs, Targets targets) {
    Map<String, Maps> found = new HashMap<>();
    Map<Set<Signal>, List<Explainer>> groups = groups(methods);
    List<Explainer> sharing = groups.remove(Set.<Signal>of());
    int[] classes;
    float[][] logits;
    try (NDManager scope = model.newScope()) {
      NDArray pixels = model.pixels(scope, inputs);
      try (Trace trace = model.trace(pixels, targets, StudyPlan.needs(sharing))) {
        for (Explainer method : sharing) {
          found.put(method.id(), passes.by(method.id(), () -> method.explain(trace)));
        }
        classes = trace.targets();
        logits = trace.logits();
      }
      for (List<Explainer> group : groups.values()) {
        String first = group.get(0).id();
        found.putAll(passes.by(first, () -> alone(group, pixels, targets.settled(classes))));
      }
    }
    Map<String, Maps> maps = new LinkedHashMap<>();
    methods.forEach(method -> maps.put(method.id(), found.get(method.id())));
    return new Answer(maps, classes, logits);
  }

  /** Methods by their signals of several passes; first, under none of them, those of one pass. */
  private static Map<Set<Signal>, List<Explainer>> groups(List<Explainer> methods) {
    Map<Set<Signal>, List<Explainer>> groups = new LinkedHashMap<>();
    groups.put(Set.of(), new ArrayList<>());
    for (Explainer method : methods) {
      Set<Signal> several =
          method.needs().stream()
              .filter(signal -> signal.passes() > 1)
              .collect(Collectors.toUnmodifiableSet());
      groups.computeIfAbsent(several, signals -> new ArrayList<>()).add(method);
    }
    return groups;
  }

  private Map<String, Maps> alone(List<Explainer> group, NDArray pixels, Targets classes) {
    Map<String, Maps> maps = new HashMap<>();
    try (Trace trace = model.trace(pixels, classes, StudyPlan.needs(group))) {
      group.forEach(method -> maps.put(method.id(), method.explain(trace)));
    }
    return maps;
  }
}
