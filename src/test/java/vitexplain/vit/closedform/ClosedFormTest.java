package vitexplain.vit.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Hook;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.RelevanceRules;
import vitexplain.vit.model.RelevanceRules.Score;
import vitexplain.vit.model.TokenRange;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.BatchRange;
import vitexplain.vit.trace.HeadNorm;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** Signals without automatic differentiation, against automatic differentiation. */
class ClosedFormTest {
  /** Relative to an array's largest entry: two orders of the same float64 sums. */
  private static final double FLOAT64 = 1e-9;

  private static final TokenRange PATCHES = new TokenRange(1, TokenRange.OPEN);

  private static final Signal LOGIT = new Signal.LogitContextGradient();

  /** Every size of the logit's gradient. */
  private static List<Signal> norms() {
    List<Signal> all = new ArrayList<>();
    for (HeadNorm norm : HeadNorm.values()) {
      all.add(new Signal.AttentionGradientNorm(norm));
    }
    return all;
  }

  /** Every way to read a block's score. */
  private static List<Signal> layerScores() {
    List<Signal> all = new ArrayList<>();
    for (BlockReadout.Pool pool : BlockReadout.Pool.values()) {
      for (Readout.Norm norm : Readout.Norm.values()) {
        all.add(new Signal.LayerContextGradient(new BlockReadout(pool, norm)));
      }
    }
    return all;
  }

  /** Relevance by the rules that have a closed form. */
  private static List<Signal> relevances() {
    return Stream.of(Score.values())
        .<Signal>map(score -> new Signal.TokenRelevance(RelevanceRules.constantAttention(score)))
        .toList();
  }

  private static Stream<Arguments> modelsAndNeeds() {
    Signal attention = new Signal.Attention();
    Signal values = new Signal.Values();
    List<Set<Signal>> needs = new ArrayList<>();
    needs.add(Set.of());
    needs.add(Set.of(attention));
    needs.add(Set.of(new Signal.Pixels(), values));
    needs.add(Set.of(LOGIT));
    needs.add(Set.of(attention, values, LOGIT));
    norms().forEach(norm -> needs.add(Set.of(attention, norm)));
    layerScores().forEach(score -> needs.add(Set.of(values, score)));
    layerScores().forEach(score -> needs.add(Set.of(attention, score, LOGIT)));
    relevances().forEach(relevance -> needs.add(Set.of(relevance)));
    relevances().forEach(relevance -> needs.add(Set.of(attention, values, relevance)));
    layerScores().forEach(score -> needs.add(Set.of(score, relevances().get(0))));
    needs.add(Set.of(LOGIT, relevances().get(0)));
    Set<Signal> everything = everyGradient();
    everything.addAll(Set.of(attention, values, new Signal.Pixels()));
    needs.add(everything);
    return models().stream().flatMap(c -> needs.stream().map(n -> Arguments.of(c, n)));
  }

  private static Set<Signal> everyGradient() {
    Set<Signal> gradients = new HashSet<>(layerScores());
    gradients.addAll(norms());
    gradients.addAll(relevances());
    gradients.add(LOGIT);
    return gradients;
  }

  private static List<VitConfig> models() {
    return List.of(
        TestModels.TINY,
        TestModels.of(1, 2, Activation.GELU),
        TestModels.of(3, 1, Activation.RELU),
        TestModels.of(2, 4, Activation.GELU_NEW),
        TestModels.of(2, 2, Activation.QUICK_GELU),
        TestModels.reading(Readout.tokens(2)),
        TestModels.reading(new Readout(List.of(PATCHES), Readout.Norm.AFTER_POOL)),
        TestModels.reading(new Readout(List.of(TokenRange.ALL), Readout.Norm.PER_TOKEN)),
        TestModels.reading(
            new Readout(List.of(TokenRange.token(0), PATCHES), Readout.Norm.PER_TOKEN)));
  }

  @ParameterizedTest
  @MethodSource("modelsAndNeeds")
  void everySignalEqualsAutograd(VitConfig config, Set<Signal> needs) {
    try (Vit model = TestModels.random(config, DataType.FLOAT64, 3);
        NDManager scope = model.newScope()) {
      for (int batch : new int[] {1, 3}) {
        NDArray pixels = TestModels.pixels(model, scope, batch, 4);
        int[] classes = new int[batch];
        Arrays.fill(classes, 2);
        for (Targets targets : List.of(Targets.predicted(), Targets.of(classes).against(1))) {
          try (Trace closed = model.trace(pixels, targets, needs);
              Trace oracle = model.traceByAutograd(pixels, targets, needs)) {
            assertThat(closed.signals()).isEqualTo(needs);
            assertThat(closed.targets()).isEqualTo(oracle.targets());
            for (Signal signal : needs) {
              int blocks = signal instanceof Signal.Pixels ? 1 : config.blocks();
              for (int l = 0; l < blocks; l++) {
                assertSame(signal, closed.get(signal, l), oracle.get(signal, l));
              }
            }
          }
        }
      }
    }
  }

  /** A missing row of the closed form is a row of 0. */
  private static void assertSame(Signal signal, NDArray found, NDArray expected) {
    double largest = largest(expected);
    if (signal instanceof Signal.AttentionGradientNorm || signal instanceof Signal.TokenRelevance) {
      assertThat(found.getShape()).isEqualTo(expected.getShape());
      assertThat(largest(found.sub(expected))).as("%s", signal).isLessThan(FLOAT64 * largest);
      return;
    }
    long rows = found.getShape().get(2);
    NDArray live = expected.get(":, :, 0:" + rows);
    assertThat(found.getShape()).as("%s", signal).isEqualTo(live.getShape());
    assertThat(largest(found.sub(live))).as("%s", signal).isLessThan(FLOAT64 * largest);
    if (rows < expected.getShape().get(2)) {
      assertThat(largest(expected.get(":, :, " + rows + ":"))).as("%s", signal).isZero();
    }
  }

  /** Where f(x) / x is a quotient of zeros. */
  @ParameterizedTest
  @EnumSource(names = {"GELU", "GELU_NEW", "RELU", "QUICK_GELU"})
  void relevanceOfAHiddenLayerOfZerosEqualsAutograd(Activation activation) {
    Set<Signal> needs = Set.copyOf(relevances());
    try (Vit random = TestModels.random(TestModels.of(2, 2, activation), DataType.FLOAT64, 17);
        Vit model = TestModels.withHiddenLayersOfZeros(random);
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 2, 18);
      try (Trace closed = model.trace(pixels, Targets.predicted(), needs);
          Trace oracle = model.traceByAutograd(pixels, Targets.predicted(), needs)) {
        for (Signal signal : needs) {
          assertSame(signal, closed.get(signal, 0), oracle.get(signal, 0));
        }
      }
    }
  }

  @Test
  void logitsEqualThoseOfThePlainPass() {
    for (VitConfig config : models()) {
      try (Vit model = TestModels.random(config, DataType.FLOAT64, 5);
          NDManager scope = model.newScope()) {
        NDArray pixels = TestModels.pixels(model, scope, 3, 6);
        NDArray plain = new Forward(config, model.weights()).logits(pixels, Hook.NONE);
        double difference = largest(model.logits(pixels).sub(plain));
        assertThat(difference).isLessThan(FLOAT64 * largest(plain));
      }
    }
  }

  @Test
  void severalClassesFromOnePassEqualOnePassEach() {
    Set<Signal> needs = everyGradient();
    needs.addAll(Set.of(new Signal.Attention(), new Signal.Values()));
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 7);
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 2, 8);
      List<Targets> choices =
          List.of(
              Targets.of(0, 4), Targets.predicted(), Targets.of(2, 2), Targets.of(2, 3).against(0));
      List<Trace> together = model.traces(pixels, choices, needs);
      for (int n = 0; n < choices.size(); n++) {
        try (Trace one = together.get(n);
            Trace alone = model.trace(pixels, choices.get(n), needs)) {
          assertThat(one.targets()).isEqualTo(alone.targets());
          for (Signal signal : needs) {
            for (int l = 0; l < one.blocks(); l++) {
              NDArray expected = alone.get(signal, l);
              assertThat(largest(one.get(signal, l).sub(expected)))
                  .isLessThan(FLOAT64 * largest(expected));
            }
          }
        }
      }
    }
  }

  /** Three images two at a time, five likewise, three one by one. */
  @ParameterizedTest
  @CsvSource({"3, 2", "5, 2", "3, 1"})
  void imagesInPartsEqualAllAtOnce(int batch, int atOnce) {
    Set<Signal> needs = everyGradient();
    needs.addAll(Set.of(new Signal.Attention(), new Signal.Values(), new Signal.Pixels()));
    VitConfig config = TestModels.TINY;
    try (Vit model = TestModels.random(config, DataType.FLOAT64, 11);
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, batch, 12);
      List<Targets> choices = List.of(Targets.predicted(), Targets.of(new int[batch]));
      CapturePlan keep = CapturePlan.of(needs);
      long bytes = keep.tapeSize(config, model.layout().tokens()) * Double.BYTES * atOnce;
      ClosedFormCapture capture =
          new ClosedFormCapture(config, model.weights(), model.forward(), bytes);
      assertThat(capture.atOnce(pixels, keep)).isEqualTo(atOnce);
      List<Trace> parts = capture.capture(scope, pixels, choices, needs, keep);
      List<Trace> whole = model.traces(pixels, choices, needs);
      for (int n = 0; n < choices.size(); n++) {
        assertThat(parts.get(n).targets()).isEqualTo(whole.get(n).targets());
        assertThat(parts.get(n).logits()).hasDimensions(batch, config.classes());
        for (Signal signal : needs) {
          for (int l = 0; l < (signal instanceof Signal.Pixels ? 1 : config.blocks()); l++) {
            NDArray expected = whole.get(n).get(signal, l);
            NDArray found = parts.get(n).get(signal, l);
            assertThat(found.getShape()).isEqualTo(expected.getShape());
            assertThat(largest(found.sub(expected))).isLessThan(FLOAT64 * largest(expected));
          }
        }
      }
    }
  }

  /** Squares of such gradients are 0 in float16. */
  @Test
  void normsOfSmallGradientsAreThereInFloat16() {
    double rounding = 0.02; // of numbers near 1e-4, three blocks deep
    try (Vit exact = TestModels.random(TestModels.TINY, DataType.FLOAT32, 15);
        Vit small = TestModels.withLogits(exact, 5e-5, 0);
        Vit half = TestModels.inFloat16(small);
        NDManager scope = half.newScope()) {
      NDArray pixels = TestModels.pixels(half, scope, 1, 16);
      Set<Signal> needs = new HashSet<>(norms());
      Targets target = Targets.of(2);
      try (Trace expected =
              small.traceByAutograd(pixels.toType(DataType.FLOAT32, true), target, needs);
          Trace closed = half.trace(pixels, target, needs);
          Trace oracle = half.traceByAutograd(pixels, target, needs)) {
        for (Signal norm : needs) {
          NDArray right = expected.get(norm, 1);
          for (Trace trace : List.of(closed, oracle)) {
            NDArray found = trace.get(norm, 1).toType(DataType.FLOAT32, true);
            assertThat(largest(found.sub(right))).isLessThan(rounding * largest(right));
          }
        }
      }
    }
  }

  @Test
  void aBatchIsTakenInAsFewPartsOfNearlyTheSameSizeAsThereCanBe() {
    assertThat(BatchRange.parts(8, 3))
        .containsExactly(new BatchRange(0, 2, 8), new BatchRange(2, 3, 8), new BatchRange(5, 3, 8));
    assertThat(BatchRange.parts(2, Integer.MAX_VALUE)).containsExactly(new BatchRange(0, 2, 2));
  }

  @Test
  void targetClassesThatAreNotOneForEachImageAreRefused() {
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT32, 13);
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 3, 14);
      assertThatThrownBy(() -> model.trace(pixels, Targets.of(0, 1), Set.of(LOGIT)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("2 target classes for a batch of 3");
    }
  }

  @Test
  void aTraceLeavesNothingBehindInTheModelOrWithThePixels() {
    Set<Signal> needs = everyGradient();
    needs.addAll(Set.of(new Signal.Attention(), new Signal.Values()));
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT32, 9);
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 2, 10);
      int inModel = model.weights().position().getManager().getManagedArrays().size();
      int withPixels = scope.getManagedArrays().size();
      model.trace(pixels, Targets.predicted(), needs).close();
      model.logits(pixels).close();
      assertThat(model.weights().position().getManager().getManagedArrays()).hasSize(inModel);
      assertThat(scope.getManagedArrays()).hasSize(withPixels);
    }
  }

  private static double largest(NDArray a) {
    return a.abs().max().toType(DataType.FLOAT64, false).toDoubleArray()[0];
  }
}
