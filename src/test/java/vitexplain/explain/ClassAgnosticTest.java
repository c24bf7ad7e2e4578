package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** What a method says of itself is what it does: the maps of two classes are equal, or are not. */
class ClassAgnosticTest {
  private static Vit model;

  @BeforeAll
  static void open() {
    model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 6);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  static List<Explainer> methods() {
    return Methods.defaults();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void mapsOfTwoClassesAreEqualExactlyWhereTheMethodIsClassAgnostic(Explainer method) {
    if (method.classAgnostic()) {
      assertThat(map(method, 0)).as(method.id()).isEqualTo(map(method, 1));
    } else {
      assertThat(map(method, 0)).as(method.id()).isNotEqualTo(map(method, 1));
    }
  }

  @Test
  void methodsThatSeeNoGradientAreClassAgnosticAndSoAreControlsMadeOfThem() {
    assertThat(methods().stream().filter(Explainer::classAgnostic).map(Explainer::id))
        .containsExactlyInAnyOrder(
            "rollout", "raw-attention", "rollout-student", "random", "constant", "centre");
    assertThat(Methods.named("inverse:of=rollout").classAgnostic()).isTrue();
    assertThat(Methods.named("inverse").classAgnostic()).isFalse();
  }

  private static float[] map(Explainer method, int target) {
    try (NDManager scope = model.newScope();
        Trace trace =
            model.trace(
                TestModels.pixels(model, scope, 1, 3), Targets.of(target), method.needs())) {
      return method.explain(trace).values()[0];
    }
  }
}
