package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** Every method and option gives the same maps with gradients by hand and by autograd. */
class ClosedFormMapsTest {
  /** Relative to a map's largest entry: maps leave the device as float32, half a unit apart. */
  private static final double FLOAT64 = 1.5e-7;

  /** The same: two orders of the same float32 sums through six blocks. */
  private static final double FLOAT32 = 1e-5;

  private static final List<String> WITH_OPTIONS =
      List.of(
          "legrad:pool=readout",
          "legrad:layers=2",
          "legrad:ln=per-token",
          "legrad:ln=none",
          "legrad:pool=readout,ln=none",
          "legrad:pool=readout,ln=per-token",
          "gmar-l1:alpha=0.5",
          "gmar-l2:weights=global",
          "cp-lrp:target=probability",
          "cp-lrp:gamma-linear=0.1",
          "libra-fullgrad:bias=yes",
          "libra-attcat:target=probability",
          "rollout:fuse=max",
          "rollout:fuse=min,start-layer=1",
          "rollout:discard=0.9");

  private static final Map<DataType, Vit> MODELS = new EnumMap<>(DataType.class);

  @AfterAll
  static void close() {
    MODELS.values().forEach(Vit::close);
  }

  private static Vit model(DataType dtype) {
    return MODELS.computeIfAbsent(
        dtype, type -> ModelSource.named("demo", Path.of("data")).open(Device.cpu(), type, 0));
  }

  private static Stream<Arguments> idsAndTypes() {
    return Stream.of(DataType.FLOAT32, DataType.FLOAT64)
        .flatMap(
            dtype ->
                Stream.concat(
                        Methods.all().stream().map(Methods.Entry::name), WITH_OPTIONS.stream())
                    .map(id -> Arguments.of(id, dtype)));
  }

  @ParameterizedTest
  @MethodSource("idsAndTypes")
  void mapsEqualThoseOfAutograd(String id, DataType dtype) {
    Explainer explainer = Methods.named(id);
    double tolerance = dtype == DataType.FLOAT32 ? FLOAT32 : FLOAT64;
    Vit model = model(dtype);
    try (NDManager scope = model.newScope()) {
      scope.getEngine().setRandomSeed(1);
      NDArray pixels =
          scope.randomNormal(0, 1, new Shape(3, 3, 96, 96), DataType.FLOAT32).toType(dtype, false);
      try (Trace closed = model.trace(pixels, Targets.predicted(), explainer.needs());
          Trace oracle = model.traceByAutograd(pixels, Targets.predicted(), explainer.needs())) {
        float[][] found = explainer.explain(closed).values();
        float[][] expected = explainer.explain(oracle).values();
        for (int b = 0; b < expected.length; b++) {
          assertClose(found[b], expected[b], tolerance);
        }
      }
    }
  }

  private static void assertClose(float[] found, float[] expected, double tolerance) {
    assertThat(found).hasSameSizeAs(expected);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) found[i] - expected[i]));
    }
    assertThat(difference).isLessThanOrEqualTo(tolerance * largest);
  }
}
