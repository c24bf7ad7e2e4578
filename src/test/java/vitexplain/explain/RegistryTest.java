package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Heatmap;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.map.Sign;
import vitexplain.vit.GentleModel;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** What must hold for every method, covered by being registered. */
class RegistryTest {
  /** Largest difference after min-max that another batch size may make in float64. */
  private static final float SAME = 1e-6f;

  /** Float32 against float64, after min-max. */
  private static final float SINGLE = 1e-4f;

  private static Vit exact;
  private static Vit gentle;
  private static Vit single;

  @BeforeAll
  static void open() {
    exact = TestModels.random(TestModels.TINY, DataType.FLOAT64, 11);
    gentle = GentleModel.open(DataType.FLOAT64);
    single = GentleModel.open(DataType.FLOAT32);
  }

  @AfterAll
  static void close() {
    exact.close();
    gentle.close();
    single.close();
  }

  static List<String> ids() {
    return Stream.concat(
            Methods.all().stream().map(Methods.Entry::name),
            Stream.of(
                "legrad:pool=readout",
                "legrad:ln=per-token",
                "legrad:ln=none,layers=2",
                "gmar-l2:weights=global",
                "gmar-l1:alpha=0.0",
                "rollout:fuse=max,discard=0.5",
                "grad-rollout:discard=0.5",
                "integrated-gradients:baseline=0.0,steps=3",
                "integrated-gradients:sign=positive",
                "smoothgrad:samples=2,noise=0.3,seed=4",
                "attnlrp:gamma-conv=0.25,gamma-linear=0.05,at=input",
                "attnlrp:target=probability,sign=signed",
                "cp-lrp:sign=abs",
                "libra-fullgrad:target=probability,bias=yes",
                "libra-attcat:sign=signed",
                "transformer-attribution:start-layer=0",
                "full-lrp:sign=positive",
                "beyond-intuition:form=token,steps=3",
                "beyond-intuition:start-layer=1",
                "rise:masks=9,seed=2",
                "tis:masks=4,seed=1",
                "inverse:of=rollout:fuse=max,discard=0.5",
                "inverse:of=random:seed=2",
                "blurred:sigma=0.5,of=inverse:of=chefer"))
        .toList();
  }

  @Test
  void anotherNameOfAnOptionReadsAsTheOneThatIsWritten() {
    assertThat(Methods.named("legrad:pool=cls").id()).isEqualTo("legrad:pool=readout");
    assertThat(Methods.named("cp-lrp:at=pixels").id()).isEqualTo("cp-lrp:at=input");
    assertThat(Methods.named("rise:fill=drop").id()).isEqualTo("rise");
  }

  @Test
  void aMethodIsReadByItsOtherNameToo() {
    assertThat(Methods.named("libra-ixg")).isEqualTo(Methods.named("cp-lrp"));
    assertThat(Methods.named("libra-ixg:gamma-linear=0.5").id())
        .isEqualTo("cp-lrp:gamma-linear=0.5");
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theNameReadsBackAsItself(String id) {
    Explainer explainer = Methods.named(id);
    assertThat(Methods.named(explainer.id())).isEqualTo(explainer);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void aBatchEqualsItsImagesOneByOneInAnyOrder(String id) {
    try (NDManager scope = exact.newScope()) {
      NDArray pixels = TestModels.pixels(exact, scope, 3, 5);
      float[][] batch = scaled(exact, pixels, id);
      for (int b = 0; b < 3; b++) {
        assertThat(scaled(exact, pixels.get(b + ":" + (b + 1)), id)[0])
            .containsExactly(batch[b], within(SAME));
      }
      NDArray reversed =
          pixels.get("2:3").concat(pixels.get("1:2"), 0).concat(pixels.get("0:1"), 0);
      float[][] backwards = scaled(exact, reversed, id);
      for (int b = 0; b < 3; b++) {
        assertThat(backwards[2 - b]).containsExactly(batch[b], within(SAME));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void singlePrecisionAgreesWithDouble(String id) {
    try (NDManager scope = gentle.newScope();
        NDManager other = single.newScope()) {
      NDArray pixels = TestModels.pixels(gentle, scope, 2, 6);
      NDArray rounded = pixels.toType(DataType.FLOAT32, true);
      rounded.attach(other);
      NDArray widened = rounded.toType(DataType.FLOAT64, true);
      widened.attach(scope);
      float[][] a = scaled(gentle, widened, id);
      float[][] b = scaled(single, rounded, id);
      for (int i = 0; i < 2; i++) {
        assertThat(b[i]).containsExactly(a[i], within(SINGLE));
      }
    }
  }

  @Test
  void theRandomControlDependsOnItsSeedAndOnTheImage() {
    try (NDManager scope = exact.newScope()) {
      NDArray pixels = TestModels.pixels(exact, scope, 2, 7);
      float[][] zero = scaled(exact, pixels, "random");
      assertThat(zero[0]).isNotEqualTo(zero[1]);
      assertThat(zero[0]).isNotEqualTo(scaled(exact, pixels, "random:seed=1")[0]);
    }
  }

  @Test
  void onlyTheConstantControlIsDegenerateOnARandomModel() {
    try (NDManager scope = exact.newScope()) {
      NDArray pixels = TestModels.pixels(exact, scope, 2, 8);
      for (String id : ids()) {
        Explainer explainer = Methods.named(id);
        try (Trace trace = exact.trace(pixels, Targets.predicted(), explainer.needs())) {
          assertThat(explainer.explain(trace).heatmap(1).degenerate())
              .as(id)
              .isEqualTo(id.equals("constant"));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "legrd | method 'legrd' is unknown. Did you mean 'legrad'",
        "legrad:pol=cls | unknown option(s) [pol]; it has [empty, layers, ln, pool]",
        "legrad:pool=max | pool is 'max'; expected mean, readout",
        "legrad:layers=0 | layers is '0'; expected a whole number from 1 to 1000",
        "rollout:discard=2 | discard is '2'; expected a number from 0.0 to 1.0",
        "gmar-l2:alpha=-1 | alpha is '-1'; expected a number from 0.0 to 1000000.0",
        "gmar-l1:alpha | 'alpha' is no option; expected key=value",
        "constant:x=1 | it has none",
        "legrad:of=rollout | unknown option(s) [of]",
        "inverse:of=legrd | method 'legrd' is unknown. Did you mean 'legrad'",
        "inverse:of= | method '' is unknown. Known: legrad, ",
        "inverse:of=legrad:pool=max | method 'legrad:pool=max': pool is 'max'",
        "blurred:sigma=0 | sigma is '0'; expected a number from 0.1 to 100.0",
        "integrated-gradients:steps=0 | steps is '0'; expected a whole number from 1 to 10000",
        "integrated-gradients:sign=minus | sign is 'minus'; expected signed, positive, abs",
        "integrated-gradients:steps=10001 | steps is '10001'; expected a whole number from 1 to 10000",
        "smoothgrad:samples=1000000000 | samples is '1000000000'; expected a whole number from 1 to 10000",
        "smoothgrad:samples=-1 | samples is '-1'; expected a whole number from 1 to 10000",
        "smoothgrad:seed=99999999999 | seed is '99999999999'; expected a whole number from 0 to 2147483647",
        "rollout:start-layer=-1 | start-layer is '-1'; expected a whole number from 0 to 1000",
        "attnlrp:gamma-conv=0.5 | gamma-conv acts on the projection of patches, which relevance does not reach with at=tokens. Add at=input",
        "cp-lrp:gamma-linear=-1 | gamma-linear is '-1'; expected a number from 0.0 to 1000000.0",
        "attnlrp:target=loss | target is 'loss'; expected logit, probability",
        "libra-fullgrad:bias=maybe | bias is 'maybe'; expected no, yes",
        "libra-attcat:sign=minus | sign is 'minus'; expected signed, positive, abs",
        "transformer-attribution:start-layer=-1 | start-layer is '-1'; expected a whole number from 0 to 1000",
        "partial-lrp:start-layer=1 | unknown option(s) [start-layer]; it has none",
        "full-lrp:sign=minus | sign is 'minus'; expected signed, positive, abs",
        "beyond-intuition:steps=1 | steps is '1'; expected a whole number from 2 to 10000",
        "beyond-intuition:form=both | form is 'both'; expected head, token",
        "beyond-intuition:start-layer=-1 | start-layer is '-1'; expected a whole number from 0 to 1000",
        "rise:fill=black | fill is 'black'; expected drop",
        "rise:masks=0 | masks is '0'; expected a whole number from 1 to 10000",
        "tis:seed=x | seed is 'x'; expected a whole number from 0 to 2147483647",
        "smoothgrad:noise=-1 | noise is '-1'; expected a number from 0.0 to 10.0",
      })
  void aWrongNameSaysWhatIsRight(String id, String message) {
    assertThatThrownBy(() -> Methods.named(id))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 3f})
  void aMapWithoutMinMaxIsFlaggedAndUndecided(float odd) {
    float[] values = {3, odd, 3, 3, 3, 3};
    Heatmap map = Maps.ofPatches(new float[][] {values}, SyntheticTrace.LAYOUT).heatmap(0);
    assertThat(map.degenerate()).isTrue();
    assertThat(map.scaled()[1]).containsOnly(0.5f);
    assertThat(map.raw()[0]).containsExactly(3, odd, 3);
  }

  @ParameterizedTest
  @CsvSource({"SIGNED, -2, 0, 4", "POSITIVE, 0, 0, 4", "ABS, 2, 0, 4"})
  void whatOfASignedMapCountsIsSaidByItsSignAndTheMapItselfStays(
      Sign sign, float first, float second, float third) {
    float[] values = {-2, 0, 4, 4, 4, 4};
    Maps maps = Maps.ofPatches(new float[][] {values}, SyntheticTrace.LAYOUT).withSign(sign);
    Heatmap map = maps.heatmap(0);
    assertThat(map.raw()[0]).containsExactly(-2, 0, 4);
    assertThat(map.scored()[0]).containsExactly(first, second, third);
    assertThat(map.scaled()[0][2]).isEqualTo(1);
    float least = Math.min(first, second);
    assertThat(map.scaled()[0][0]).isEqualTo((first - least) / (third - least));
  }

  @Test
  void aMapOfWhichNothingCountsIsDegenerate() {
    float[] values = {-1, -2, -3, -4, -5, -6};
    Maps maps = Maps.ofPatches(new float[][] {values}, SyntheticTrace.LAYOUT);
    assertThat(maps.heatmap(0).degenerate()).isFalse();
    assertThat(maps.withSign(Sign.POSITIVE).heatmap(0).degenerate()).isTrue();
  }

  /** A value below 0 counts as the method says, and no other way. */
  @ParameterizedTest
  @MethodSource("ids")
  void aMapWithNegativeValuesSaysWhatOfItCounts(String id) {
    Explainer method = Methods.named(id);
    try (NDManager scope = exact.newScope();
        Trace trace =
            exact.trace(
                TestModels.pixels(exact, scope, 3, 10), Targets.predicted(), method.needs())) {
      Maps maps = method.explain(trace);
      assertThat(maps.sign()).isEqualTo(method.signRule().orElse(Sign.SIGNED));
      if (method.signRule().isEmpty()) {
        for (float[] values : maps.values()) {
          for (float value : values) {
            assertThat(value).isNotNegative();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"integrated-gradients", "full-lrp", "attnlrp", "libra-fullgrad", "libra-attcat"})
  void rawMapsAreKeptAsComputedWhateverCounts(String id) {
    try (NDManager scope = exact.newScope()) {
      NDArray pixels = TestModels.pixels(exact, scope, 1, 10);
      Explainer signed = Methods.named(id + ":sign=signed");
      try (Trace trace = exact.trace(pixels, Targets.predicted(), signed.needs())) {
        float[] raw = signed.explain(trace).values()[0];
        assertThat(scored(raw, Sign.POSITIVE)).isNotEqualTo(raw); // some are negative
        for (Sign sign : Sign.values()) {
          Maps maps = Methods.named(id + ":sign=" + MethodId.spelled(sign)).explain(trace);
          assertThat(maps.values()[0]).containsExactly(raw);
          assertThat(maps.scored(0)).isEqualTo(sign == Sign.SIGNED ? raw : scored(raw, sign));
        }
      }
    }
  }

  private static float[] scored(float[] raw, Sign sign) {
    float[] scored = raw.clone();
    for (int i = 0; i < raw.length; i++) {
      scored[i] = raw[i] < 0 ? (sign == Sign.ABS ? -raw[i] : 0) : raw[i];
    }
    return scored;
  }

  @Test
  void theInverseTurnsWhatCounts() {
    try (NDManager scope = exact.newScope()) {
      NDArray pixels = TestModels.pixels(exact, scope, 1, 9);
      Explainer method = Methods.named("cp-lrp");
      try (Trace trace = exact.trace(pixels, Targets.predicted(), method.needs())) {
        float[] counted = method.explain(trace).scored(0);
        float[] turned = Methods.named("inverse:of=cp-lrp").explain(trace).scored(0);
        assertThat(counted).contains(0);
        for (int i = 0; i < counted.length; i++) {
          assertThat(turned[i] + counted[i]).isZero();
        }
      }
    }
  }

  private static float[][] scaled(Vit model, NDArray pixels, String id) {
    Explainer explainer = Methods.named(id);
    try (Trace trace = model.trace(pixels, Targets.predicted(), explainer.needs())) {
      Maps maps = explainer.explain(trace);
      float[][] flat = new float[maps.batch()][maps.rows() * maps.columns()];
      for (int b = 0; b < flat.length; b++) {
        float[][] grid = maps.heatmap(b).scaled();
        for (int i = 0; i < flat[b].length; i++) {
          flat[b][i] = grid[i / maps.columns()][i % maps.columns()];
        }
      }
      return flat;
    }
  }
}
