package vitexplain.study.unit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.study.StudySubject;
import vitexplain.study.occlusion.PassTally;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

class MethodMapsTest {
  private static final List<Explainer> METHODS =
      Stream.of(
              "smoothgrad:samples=3",
              "legrad",
              "integrated-gradients:steps=4",
              "blurred:of=integrated-gradients:steps=4",
              "rise:masks=8",
              "input-gradient",
              "random")
          .map(Methods::named)
          .toList();

  private static Vit model;

  @BeforeAll
  static void open() {
    model = StudySubject.model();
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static float[][] inputs() {
    return Stream.of("scene_000.png", "scene_001.png")
        .map(name -> StudySubject.preprocessor().apply(StudySubject.image(name)))
        .toArray(float[][]::new);
  }

  @Test
  void mapsAreThoseOfOneTraceForAllInEveryBit() {
    MethodMaps.Answer answer =
        new MethodMaps(model, new PassTally())
            .of(PassTally.IMAGES, METHODS, inputs(), Targets.predicted());
    assertThat(answer.maps().keySet())
        .containsExactlyElementsOf(METHODS.stream().map(Explainer::id).toList());
    try (NDManager scope = model.newScope();
        Trace trace =
            model.trace(
                model.pixels(scope, inputs()), Targets.predicted(), StudyPlan.needs(METHODS))) {
      for (Explainer method : METHODS) {
        float[][] alone = method.explain(trace).scored();
        assertThat(answer.maps().get(method.id()).scored()).as(method.id()).isDeepEqualTo(alone);
      }
      assertThat(answer.classes()).isEqualTo(trace.targets());
      assertThat(answer.logits()).isDeepEqualTo(trace.logits());
    }
  }

  @Test
  void timeOfAMethodOfSeveralPassesIsItsOwnAndThoseOfOneSignalShareIt() {
    PassTally passes = new PassTally();
    new MethodMaps(model, passes).of(PassTally.NOISY, METHODS, inputs(), Targets.predicted());
    Map<String, Double> measured = passes.measured();
    assertThat(measured)
        .containsEntry("explain_noisy_passes", 2.0)
        .containsEntry("explain_passes", 2.0)
        .containsKeys("explain_of_legrad_seconds", "explain_of_rise:masks=8_seconds")
        .doesNotContainKey("explain_of_blurred:of=integrated-gradients:steps=4_seconds");
    double ofMethods =
        measured.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("explain_of_"))
            .mapToDouble(Map.Entry::getValue)
            .sum();
    assertThat(ofMethods).isPositive().isLessThanOrEqualTo(measured.get("explain_seconds"));
    PassTally merged = new PassTally();
    merged.add(passes.counts());
    assertThat(merged.measured()).isEqualTo(measured);
  }
}
