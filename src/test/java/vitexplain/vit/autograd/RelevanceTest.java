package vitexplain.vit.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.checkpoint.FamilyModel;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Hook;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.RelevanceRules;
import vitexplain.vit.model.RelevanceRules.Products;
import vitexplain.vit.model.RelevanceRules.Score;
import vitexplain.vit.model.TokenRange;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** What relevance must sum to; what each token gets is held to a script by explicit rules. */
class RelevanceTest {
  /** Relative to the logit: sums of a few hundred float64 numbers that cancel in part. */
  private static final double CONSERVED = 1e-9;

  private static final RelevanceRules RULES = RelevanceRules.constantAttention(Score.LOGIT);

  private static final Signal TOKENS = new Signal.TokenRelevance(RULES);
  private static final Signal BIASES = new Signal.BiasRelevance(RULES);

  static List<VitConfig> readouts() {
    TokenRange patches = new TokenRange(1, TokenRange.OPEN);
    return List.of(
        TestModels.TINY,
        TestModels.of(2, 4, Activation.SILU),
        TestModels.of(3, 1, Activation.RELU),
        TestModels.reading(Readout.tokens(2)),
        TestModels.reading(new Readout(List.of(patches), Readout.Norm.AFTER_POOL)),
        TestModels.reading(
            new Readout(List.of(TokenRange.token(0), patches), Readout.Norm.PER_TOKEN)));
  }

  @ParameterizedTest
  @MethodSource("readouts")
  void withoutBiasesTheTokensBeforeAnyBlockSumToTheLogit(VitConfig config) {
    try (Vit biased = TestModels.random(config, DataType.FLOAT64, 3);
        Vit model = TestModels.withoutBiases(biased);
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 2, 4);
      Targets targets = Targets.of(1, 3);
      // One takes relevance in closed form where there is one.
      try (Trace trace = model.trace(pixels, targets, Set.of(TOKENS, BIASES));
          Trace oracle = model.traceByAutograd(pixels, targets, Set.of(TOKENS))) {
        double[] logits = logits(model, pixels, 1, 3);
        for (int l = 0; l < config.blocks(); l++) {
          assertSums(trace.get(TOKENS, l), logits);
          assertSums(oracle.get(TOKENS, l), logits);
        }
        assertThat(trace.get(BIASES, 0).abs().max().toDoubleArray()[0]).isZero();
      }
    }
  }

  @Test
  void withBiasesTheTokensAloneMissTheLogit() {
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 3);
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 1, 4);
      try (Trace trace = model.trace(pixels, Targets.of(2), Set.of(TOKENS))) {
        double sum = trace.get(TOKENS, 0).sum().toDoubleArray()[0];
        double logit = logits(model, pixels, 2)[0];
        assertThat(Math.abs(sum - logit)).isGreaterThan(0.01 * Math.abs(logit));
      }
    }
  }

  static Stream<FamilyModel> families() {
    return FamilyModel.all().stream().filter(model -> model.has("expected", "targets"));
  }

  @ParameterizedTest
  @MethodSource("families")
  void tokensAndBiasesOfEveryFamilySumToTheLogit(FamilyModel golden) {
    try (Vit model = golden.open(DataType.FLOAT64);
        NDManager scope = model.newScope()) {
      NDArray pixels = golden.pixels(model, scope);
      Targets targets = Targets.of(golden.targets());
      try (Trace trace = model.trace(pixels, targets, Set.of(TOKENS, BIASES))) {
        NDArray all = trace.get(TOKENS, 0).add(trace.get(BIASES, 0));
        assertSums(all, logits(model, pixels, golden.targets()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void noRuleChangesWhatIsComputed(FamilyModel golden) {
    List<RelevanceRules> all =
        List.of(
            RULES,
            new RelevanceRules(Products.SHARED, 0, 0, Score.PROBABILITY),
            new RelevanceRules(Products.SHARED, 0.1, 0.2, Score.LOGIT));
    try (Vit model = golden.open(DataType.FLOAT64);
        NDManager scope = model.newScope()) {
      NDArray pixels = golden.pixels(model, scope);
      Forward plain = new Forward(model.config(), model.weights());
      NDArray expected = plain.logits(pixels, Hook.NONE);
      for (RelevanceRules rules : all) {
        assertThat(plain.by(rules).logits(pixels, Hook.NONE)).isEqualTo(expected);
      }
    }
  }

  /** The sums over tokens (B,T). */
  private static void assertSums(NDArray perToken, double[] expected) {
    double[] sums = perToken.sum(new int[] {1}).toDoubleArray();
    assertThat(sums).hasSameSizeAs(expected);
    for (int b = 0; b < sums.length; b++) {
      assertThat(sums[b]).isCloseTo(expected[b], offset(CONSERVED * Math.abs(expected[b])));
    }
  }

  private static double[] logits(Vit model, NDArray pixels, int... classes) {
    NDArray logits = new Forward(model.config(), model.weights()).logits(pixels, Hook.NONE);
    double[] chosen = new double[classes.length];
    for (int b = 0; b < chosen.length; b++) {
      chosen[b] = logits.getDouble(b, classes[b]);
    }
    return chosen;
  }
}
