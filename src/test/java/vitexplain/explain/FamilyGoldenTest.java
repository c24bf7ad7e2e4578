package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.checkpoint.FamilyModel;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** Models of every family against the package that owns it. */
class FamilyGoldenTest {
  private static final double FLOAT64 = 1e-9;
  private static final double FLOAT32 = 1e-5;

  static List<FamilyModel> models() {
    return FamilyModel.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void logitsAreThoseOfItsOwnPackage(FamilyModel golden) {
    if (!golden.has("expected", "f64.logits")) {
      try (Vit model = golden.open(DataType.FLOAT32)) {
        assertThat(model.config().classes()).isZero();
      }
      return;
    }
    double[] expected = golden.values("expected", "f64.logits");
    for (DataType dtype : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
      try (Vit model = golden.open(dtype);
          NDManager scope = model.newScope()) {
        NDArray logits = model.logits(golden.pixels(model, scope));
        assertClose("logits", doubles(logits), expected, tolerance(dtype));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void attentionAndItsGradientAreThoseOfItsOwnPackage(FamilyModel golden) {
    boolean classes = golden.has("expected", "targets");
    Set<Signal> needs =
        classes
            ? Set.of(new Signal.Attention(), new Signal.Values(), new Signal.LogitContextGradient())
            : Set.of(new Signal.Attention());
    try (Vit model = golden.open(DataType.FLOAT64);
        NDManager scope = model.newScope()) {
      NDArray pixels = golden.pixels(model, scope);
      Targets targets = Targets.of(golden.targets());
      for (Trace trace : traces(model, pixels, targets, needs, classes)) {
        try (trace) {
          for (int l = 0; l < model.config().blocks(); l++) {
            double[] attention = golden.values("expected", "f64.attention." + l);
            assertClose(
                "A " + l, doubles(trace.get(new Signal.Attention(), l)), attention, FLOAT64);
            if (classes) {
              NDArray gradient =
                  trace.attentionGradient(scope, new Signal.LogitContextGradient(), l);
              double[] expected = golden.values("expected", "f64.gradient." + l);
              assertClose("dA " + l, doubles(gradient), expected, FLOAT64);
            }
          }
          double[] start = golden.values("expected", "f64.start");
          assertClose("start", doubles(trace.start(scope)), start, FLOAT64);
        }
      }
    }
  }

  /** By the closed forms where there are some, and by automatic differentiation. */
  private static List<Trace> traces(
      Vit model, NDArray pixels, Targets targets, Set<Signal> needs, boolean classes) {
    return classes
        ? List.of(
            model.trace(pixels, targets, needs), model.traceByAutograd(pixels, targets, needs))
        : List.of(model.trace(pixels, targets, needs));
  }

  @ParameterizedTest
  @MethodSource("models")
  void mapsAreThoseOfAnIndependentScript(FamilyModel golden) {
    for (DataType dtype : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
      try (Vit model = golden.open(dtype);
          NDManager scope = model.newScope()) {
        NDArray pixels = golden.pixels(model, scope);
        for (String id : golden.names("maps")) {
          Explainer method = Methods.named(id);
          try (Trace trace = model.trace(pixels, Targets.of(golden.targets()), method.needs())) {
            float[][] maps = method.explain(trace).values();
            double[] found = new double[maps.length * maps[0].length];
            for (int b = 0; b < maps.length; b++) {
              for (int i = 0; i < maps[b].length; i++) {
                found[b * maps[b].length + i] = maps[b][i];
              }
            }
            assertClose(id, found, golden.values("maps", id), FLOAT32);
          }
        }
      }
    }
  }

  static List<FamilyModel> classifiers() {
    return models().stream().filter(golden -> golden.has("expected", "targets")).toList();
  }

  /** The official package's correction, put together from two maps. */
  @ParameterizedTest
  @MethodSource("classifiers")
  void legradIsZeroWhereTheEmptyPromptsMapIsHigh(FamilyModel golden) {
    try (Vit model = golden.open(DataType.FLOAT64);
        NDManager scope = model.newScope()) {
      NDArray pixels = golden.pixels(model, scope);
      int[] targets = golden.targets();
      float[][] plain = maps(model, pixels, targets, "legrad");
      float[][] empty = maps(model, pixels, new int[targets.length], "legrad");
      float[][] corrected = maps(model, pixels, targets, "legrad:empty=0");
      for (int b = 0; b < plain.length; b++) {
        double least =
            IntStream.range(0, empty[b].length).mapToDouble(at(empty[b])).min().orElseThrow();
        double most =
            IntStream.range(0, empty[b].length).mapToDouble(at(empty[b])).max().orElseThrow();
        for (int i = 0; i < plain[b].length; i++) {
          boolean high = (empty[b][i] - least) / (most - least) > 0.8;
          assertThat(corrected[b][i]).isCloseTo(high ? 0 : plain[b][i], within(1e-6f));
        }
        assertThat(corrected[b]).contains(0f);
      }
    }
  }

  private static IntToDoubleFunction at(float[] values) {
    return i -> values[i];
  }

  private static float[][] maps(Vit model, NDArray pixels, int[] targets, String id) {
    Explainer method = Methods.named(id);
    try (Trace trace = model.trace(pixels, Targets.of(targets), method.needs())) {
      return method.explain(trace).values();
    }
  }

  @Test
  void legradRefusesAnEmptyPromptThatIsNoClass() {
    Explainer method = Methods.named("legrad:empty=5");
    assertThat(method.unsuitableFor(TestModels.TINY))
        .hasValueSatisfying(why -> assertThat(why).contains("class 5", "classes are 0 to 4"));
    assertThat(Methods.named("legrad:empty=4").unsuitableFor(TestModels.TINY)).isEmpty();
  }

  /** What a model owns but its weights stays in memory as long as the model. */
  @ParameterizedTest
  @MethodSource("models")
  void aModelOwnsItsWeightsAndPassesLeaveNothingInIt(FamilyModel golden) {
    List<String> methods =
        golden.has("expected", "targets")
            ? List.of("legrad", "gmar-l2", "chefer", "attnlrp:gamma-linear=0.1", "libra-fullgrad")
            : List.of("rollout");
    for (DataType dtype : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
      try (Vit model = golden.open(dtype)) {
        NDManager owner = model.weights().position().getManager();
        assertThat(owner.getManagedArrays()).hasSize(arrays(model.weights()));
        try (NDManager scope = model.newScope()) {
          NDArray pixels = golden.pixels(model, scope);
          int withPixels = scope.getManagedArrays().size();
          model.logits(pixels).close();
          for (String id : methods) {
            Explainer method = Methods.named(id);
            try (Trace trace = model.trace(pixels, Targets.of(golden.targets()), method.needs())) {
              method.explain(trace);
            }
          }
          assertThat(scope.getManagedArrays()).hasSize(withPixels);
        }
        assertThat(owner.getManagedArrays()).hasSize(arrays(model.weights()));
      }
    }
  }

  /** How many arrays a record holds, in lists and records of its own too. */
  private static int arrays(Object part) {
    if (part instanceof NDArray) {
      return 1;
    }
    if (part instanceof Optional<?> optional) {
      return optional.map(FamilyGoldenTest::arrays).orElse(0);
    }
    if (part instanceof List<?> list) {
      return list.stream().mapToInt(FamilyGoldenTest::arrays).sum();
    }
    if (!part.getClass().isRecord()) {
      return 0;
    }
    return Arrays.stream(part.getClass().getRecordComponents())
        .mapToInt(component -> arrays(value(component, part)))
        .sum();
  }

  private static Object value(RecordComponent component, Object of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("" + component, impossible);
    }
  }

  private static double tolerance(DataType dtype) {
    return dtype == DataType.FLOAT64 ? FLOAT64 : FLOAT32;
  }

  private static double[] doubles(NDArray array) {
    return array.toType(DataType.FLOAT64, true).toDoubleArray();
  }

  /** Relative to the largest that is expected. */
  private static void assertClose(String what, double[] found, double[] expected, double most) {
    assertThat(found).as(what).hasSameSizeAs(expected);
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(found[i] - expected[i]))
          .as("%s, value %d: %s for %s", what, i, found[i], expected[i])
          .isLessThanOrEqualTo(most * scale);
    }
  }
}
