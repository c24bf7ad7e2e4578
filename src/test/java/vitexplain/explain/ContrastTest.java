package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.Agreement;
import vitexplain.AgreementReport;
import vitexplain.base.Refusal;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.checkpoint.GoldenModel;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** One class explained against another: the difference of their scores stands for the score. */
@ExtendWith(AgreementReport.class)
class ContrastTest {
  /** Relative to an array's largest entry: the same float64 sums in two orders. */
  private static final double EXACT = 1e-9;

  /** Likewise of maps, which leave the device as float32. */
  private static final double ROUNDED = 1e-6;

  private static final int OTHER = 0;
  private static final int[] CLASSES = {1, 3};

  private static Vit model;
  private static NDManager scope;
  private static NDArray pixels;

  @BeforeAll
  static void open() {
    model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 31);
    scope = model.newScope();
    pixels = TestModels.pixels(model, scope, 2, 32);
  }

  @AfterAll
  static void close() {
    scope.close();
    model.close();
  }

  static List<Explainer> methods() {
    return Methods.defaults();
  }

  /** Every gradient that a registered method asks for; a norm is no linear function of it. */
  static Set<Signal> gradients() {
    return methods().stream()
        .flatMap(method -> method.needs().stream())
        .filter(Signal::dependsOnTarget)
        .filter(signal -> !(signal instanceof Signal.AttentionGradientNorm))
        .collect(Collectors.toUnmodifiableSet());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyGradientIsTheDifferenceOfBothClassesGradients(boolean byAutograd) {
    assertThat(gradients()).isNotEmpty();
    try (Trace against = trace(Targets.of(CLASSES).against(OTHER), gradients(), byAutograd);
        Trace own = trace(Targets.of(CLASSES), gradients(), byAutograd);
        Trace other = trace(Targets.of(OTHER, OTHER), gradients(), byAutograd)) {
      assertThat(against.targets()).isEqualTo(CLASSES);
      for (Signal signal : gradients()) {
        NDArray expected = own.get(signal, 0).sub(other.get(signal, 0));
        double difference = largest(against.get(signal, 0).sub(expected));
        assertThat(difference).as("%s", signal).isLessThan(EXACT * largest(expected));
      }
    }
  }

  private static Trace trace(Targets targets, Set<Signal> needs, boolean byAutograd) {
    return byAutograd
        ? model.traceByAutograd(pixels, targets, needs)
        : model.trace(pixels, targets, needs);
  }

  /** Methods whose map is a linear function of the gradient. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "integrated-gradients",
        "attnlrp",
        "attnlrp:target=probability",
        "cp-lrp",
        "cp-lrp:gamma-linear=0.5,at=input",
        "libra-fullgrad",
        "libra-fullgrad:bias=yes",
        "libra-attcat",
        "full-lrp",
        "rise:masks=40",
        "tis:masks=9"
      })
  void aLinearMethodsMapIsTheDifferenceOfBothClassesMaps(String id) {
    Explainer method = Methods.named(id);
    float[][] against = values(method, Targets.of(CLASSES).against(OTHER));
    float[][] own = values(method, Targets.of(CLASSES));
    float[][] other = values(method, Targets.of(OTHER, OTHER));
    for (int b = 0; b < against.length; b++) {
      double scale = 0;
      for (int i = 0; i < own[b].length; i++) {
        scale = Math.max(scale, Math.max(Math.abs(own[b][i]), Math.abs(other[b][i])));
      }
      for (int i = 0; i < against[b].length; i++) {
        assertThat((double) against[b][i])
            .isCloseTo((double) own[b][i] - other[b][i], within(ROUNDED * scale));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aContrastChangesTheMapExactlyWhereTheMethodKnowsClasses(Explainer method) {
    float[][] own = values(method, Targets.of(CLASSES));
    float[][] against = values(method, Targets.of(CLASSES).against(OTHER));
    for (int b = 0; b < own.length; b++) {
      if (method.classAgnostic()) {
        assertThat(against[b]).as(method.id()).isEqualTo(own[b]);
      } else {
        assertThat(against[b]).as(method.id()).isNotEqualTo(own[b]);
      }
    }
  }

  private static float[][] values(Explainer method, Targets targets) {
    try (Trace trace = model.trace(pixels, targets, method.needs())) {
      return method.explain(trace).values();
    }
  }

  static Stream<String> goldenModels() {
    return Stream.of("plain", "deep", "relu", "no-qkv-bias", "grey");
  }

  @ParameterizedTest
  @MethodSource("goldenModels")
  void leGradEqualsTheScript(String name, Agreement agreement) {
    GoldenModel golden = new GoldenModel(name);
    int contrast = (int) GoldenMaps.read("contrast", name, "contrast")[0][0];
    Explainer method = Methods.named("legrad");
    try (Vit vit = golden.open(DataType.FLOAT64);
        NDManager own = vit.newScope();
        Trace trace =
            vit.trace(
                golden.pixels(vit, own), golden.targets().against(contrast), method.needs())) {
      double[][] theirs = GoldenMaps.read("contrast", name, "legrad");
      for (int b = 0; b < theirs.length; b++) {
        agreement.close(
            "methods: LeGrad of one class against another, autograd script, float64",
            ROUNDED,
            name + ", image " + b,
            GoldenMaps.flat(method.explain(trace).heatmap(b).scaled()),
            GoldenMaps.minMax(theirs[b]));
      }
    }
  }

  @Test
  void aClassAgainstItselfIsRefused() {
    Targets itself = Targets.of(1, OTHER).against(OTHER);
    assertThatThrownBy(() -> model.trace(pixels, itself, Set.of(new Signal.Attention())))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.INPUT))
        .hasMessageContaining("the class to explain is the contrast itself, class 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5})
  void aContrastThatIsNoClassIsADefectOfTheCaller(int contrast) {
    Targets targets = Targets.of(CLASSES).against(contrast);
    assertThatThrownBy(() -> model.trace(pixels, targets, Set.of(new Signal.Attention())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(String.format(Locale.ROOT, "target class %d; expected 0 to 4", contrast));
  }

  private static double largest(NDArray array) {
    return array.abs().max().toDoubleArray()[0];
  }
}
