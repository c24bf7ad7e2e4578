package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * Properties that follow from what a method needs, so that a new one is covered by being
 * registered. Of the twelve that every implementation must pass, this class has 2, 5, 6 and 7;
 * {@link RegisteredRolloutsTest} has 3, 4, 5, 8 and 9 for whatever products of blocks are
 * registered; {@link ClosedFormMapsTest} has 1 for the maps of every method (and
 * AttentionGradientTest for the gradient itself); {@link RegistryTest} has 10, 11 and 12.
 */
class PropertiesTest {
  /** After min-max in float64; variants that add 1e-8 to a map's range feel its scale. */
  private static final float SCALED = 1e-4f;

  private static Vit model;

  @BeforeAll
  static void open() {
    model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 21);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  static List<String> methods() {
    return Methods.all().stream().map(Methods.Entry::name).toList();
  }

  static Stream<String> withoutGradients() {
    return methods().stream()
        .filter(
            id ->
                Methods.named(id).needs().stream()
                    .allMatch(s -> s instanceof Signal.Attention || s instanceof Signal.Pixels));
  }

  static Stream<String> fromAttentionAlone() {
    return methods().stream()
        .filter(id -> Methods.named(id).needs().equals(Set.of(new Signal.Attention())));
  }

  /** Methods that add a gradient to something of another scale are not among them. */
  static Stream<String> withoutLogitGradients() {
    return methods().stream()
        .filter(
            id ->
                Methods.named(id).needs().stream()
                    .allMatch(
                        s ->
                            s instanceof Signal.Attention
                                || s instanceof Signal.Values
                                || s instanceof Signal.LayerContextGradient));
  }

  static Stream<String> withLogitGradients() {
    return methods().stream()
        .filter(id -> Methods.named(id).needs().contains(new Signal.LogitContextGradient()));
  }

  @ParameterizedTest
  @MethodSource("withLogitGradients")
  void patchRowsOfTheLastBlocksGradientAreExactlyZero(String id) {
    try (NDManager scope = model.newScope();
        Trace trace =
            model.trace(
                TestModels.pixels(model, scope, 2, 26),
                Targets.of(1, 3),
                Methods.named(id).needs())) {
      NDArray last =
          trace.attentionGradient(scope, new Signal.LogitContextGradient(), trace.blocks() - 1);
      assertThat(last.get(":, :, 1:, :").abs().max().toDoubleArray()[0]).isZero();
      assertThat(last.get(":, :, 0, :").abs().max().toDoubleArray()[0]).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aConstantAddedToTheLogitsChangesNoMap(String id) {
    unchangedBy(1, 2.5, id);
  }

  @ParameterizedTest
  @MethodSource("withoutLogitGradients")
  void aPositiveFactorOfTheLogitsChangesNoMapFromBlocksOwnScores(String id) {
    unchangedBy(3, 0, id);
  }

  private static void unchangedBy(double factor, double shift, String id) {
    try (NDManager scope = model.newScope();
        Vit other = TestModels.withLogits(model, factor, shift)) {
      NDArray pixels = TestModels.pixels(model, scope, 2, 22);
      Targets targets = Targets.of(1, 3);
      assertEqual(maps(other, pixels, targets, id), maps(model, pixels, targets, id));
    }
  }

  @ParameterizedTest
  @MethodSource("withoutGradients")
  void aMethodWithoutGradientsKnowsNoClass(String id) {
    try (NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 2, 23);
      assertEqual(
          maps(model, pixels, Targets.of(0, 1), id), maps(model, pixels, Targets.of(4, 2), id));
    }
  }

  @ParameterizedTest
  @MethodSource("fromAttentionAlone")
  void identityAttentionLeavesClsWithItself(String id) {
    SyntheticTrace synthetic = new SyntheticTrace(1, 3, 2, 24);
    synthetic.put(
        new Signal.Attention(),
        () ->
            synthetic
                .manager()
                .eye(SyntheticTrace.TOKENS)
                .toType(DataType.FLOAT64, false)
                .broadcast(1, 2, SyntheticTrace.TOKENS, SyntheticTrace.TOKENS));
    try (Trace trace = synthetic.trace()) {
      assertThat(Methods.named(id).explain(trace).values()[0]).containsOnly(0);
    }
  }

  @Test
  void rectifyingBeforeOrAfterTheProductWithAttentionIsTheSame() {
    try (Trace trace = new SyntheticTrace(2, 2, 3, 25).trace();
        NDManager scope = trace.borrow()) {
      for (int l = 0; l < trace.blocks(); l++) {
        NDArray a = trace.get(new Signal.Attention(), l);
        NDArray g = trace.attentionGradient(scope, new Signal.LogitContextGradient(), l);
        assertThat(Activation.relu(a.mul(g))).isEqualTo(a.mul(Activation.relu(g)));
      }
    }
  }

  private static void assertEqual(float[][][] actual, float[][][] expected) {
    for (int b = 0; b < expected.length; b++) {
      for (int y = 0; y < expected[b].length; y++) {
        assertThat(actual[b][y]).containsExactly(expected[b][y], within(SCALED));
      }
    }
  }

  private static float[][][] maps(Vit vit, NDArray pixels, Targets targets, String id) {
    Explainer method = Methods.named(id);
    try (Trace trace = vit.trace(pixels, targets, method.needs())) {
      Maps maps = method.explain(trace);
      return Stream.iterate(0, b -> b < maps.batch(), b -> b + 1)
          .map(b -> maps.heatmap(b).scaled())
          .toArray(float[][][]::new);
    }
  }
}
